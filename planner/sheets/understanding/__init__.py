"""What a grid means: where its tables are, which record each holds, what every column, row and cell says."""
