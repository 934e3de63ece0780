"""The head of a document: number, date, title, issuer, signer, year."""
