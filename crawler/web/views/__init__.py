"""What each page shows: a visit in, the values of its template out."""
