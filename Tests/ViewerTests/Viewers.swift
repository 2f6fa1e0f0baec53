import Testing

/// Tests that start a browser or an engine, one at a time: two at once slow each other down.
@Suite(.serialized) enum Viewers {}
