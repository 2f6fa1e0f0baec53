import NIOCore
import NIOHTTP1
import NIOPosix

/// Answers the requests of connections.
struct Answers: Sendable {
  let traces: [ServedTrace]
  let pages: ServedPages
  let analysis: PendingAnalysis?
  let token: String
  let port: Int

  typealias Outbound = NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>

  private static let pieceSize = 256 * 1024

  var policy: String { pages.policy }

  /// Answers one request after another until the client leaves or misbehaves.
  func serve(_ connection: Listener.Connection) async throws {
    try await connection.executeThenClose { inbound, outbound in
      var head: HTTPRequestHead?
      for try await part in inbound {
        switch part {
        case .head(let received): head = received
        // Nothing asked for here has a body: nobody reads it.
        case .body: return
        case .end:
          guard let received = head.take() else { return }
          try await answer(received, to: outbound)
          guard received.isKeepAlive else { return }
        }
      }
    }
  }

  private func answer(
    _ request: HTTPRequestHead, to outbound: Outbound
  ) async throws {
    let isHead = request.method == .HEAD
    switch Route(request, among: routes) {
    case .page:
      let bytes = ByteBuffer(string: pages.viewer(traces, hasAnalysis: analysis != nil))
      try await send(bytes, "text/html; charset=utf-8", isHead: isHead, to: outbound)
    case .handover:
      let bytes = ByteBuffer(string: pages.handover(traces))
      try await send(bytes, "text/html; charset=utf-8", isHead: isHead, to: outbound)
    case .file(let bytes, let type):
      try await send(ByteBuffer(bytes: bytes), type, isHead: isHead, to: outbound)
    case .trace(let number):
      try await sendTrace(traces[number], isHead: isHead, to: outbound)
    case .analysis:
      try await sendAnalysis(isHead: isHead, to: outbound)
    case .refused(let status, let reason):
      try await refuse(status, reason, isHead: isHead, to: outbound)
    }
  }

  private var routes: Route.Known {
    Route.Known(
      token: token, port: port, files: pages.files, traceCount: traces.count,
      hasAnalysis: analysis != nil)
  }

  private func sendAnalysis(isHead: Bool, to outbound: Outbound) async throws {
    // Without a document the server is about to stop.
    guard let document = await analysis?.document() else { throw ChannelError.eof }
    try await send(document, "application/json", isHead: isHead, to: outbound)
  }

  private func sendTrace(_ trace: ServedTrace, isHead: Bool, to outbound: Outbound) async throws {
    let file: OpenTrace
    do {
      file = try trace.open()
    } catch {
      try await refuse(.notFound, error.description, isHead: isHead, to: outbound)
      return
    }
    // Never `Content-Encoding: gzip`: the browser would unpack what the viewers want packed.
    let type = file.isGzip ? "application/gzip" : "application/json"
    try await outbound.write(.head(head(.ok, type, length: file.length)))
    if !isHead { try await copy(file, to: outbound) }
    try await outbound.write(.end(nil))
  }

  /// Sends a file piece by piece, each only when the client has taken the one before.
  private func copy(_ file: OpenTrace, to outbound: Outbound) async throws {
    var sent = 0
    while sent < file.length {
      let offset = sent
      let count = min(Answers.pieceSize, file.length - offset)
      let piece = try await NIOThreadPool.singleton.runIfActive {
        try file.read(at: offset, count: count)
      }
      // The file has become shorter: break off, so that the client sees it.
      guard piece.readableBytes == count else { throw ChannelError.eof }
      sent += count
      try await outbound.write(.body(.byteBuffer(piece)))
    }
  }

  private func refuse(
    _ status: HTTPResponseStatus, _ reason: String, isHead: Bool, to outbound: Outbound
  ) async throws {
    let bytes = ByteBuffer(string: reason + "\n")
    try await send(bytes, "text/plain; charset=utf-8", status, isHead: isHead, to: outbound)
  }

  private func send(
    _ bytes: ByteBuffer, _ type: String, _ status: HTTPResponseStatus = .ok, isHead: Bool,
    to outbound: Outbound
  ) async throws {
    try await outbound.write(.head(head(status, type, length: bytes.readableBytes)))
    if !isHead { try await outbound.write(.body(.byteBuffer(bytes))) }
    try await outbound.write(.end(nil))
  }
}
