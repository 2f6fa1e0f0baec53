extension Result where Failure == any Error {
  /// What an async body returns or throws.
  init(of body: () async throws -> Success) async {
    do {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}
