"""The item pipelines, one step per module: normalise, validate, store, images."""
