"""What a bank speaks: statements (camt.053), payment files (pain.001), references (RF, EPC)."""
