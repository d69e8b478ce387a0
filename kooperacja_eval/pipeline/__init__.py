"""The only place that knows paths: reads a study, calls the layers below, writes what comes out."""
