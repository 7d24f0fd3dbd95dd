"""The gate: wait pages recognised, waited out once for everybody, and avoided by keeping to the rules learned."""
