import NIOCore
import NIOHTTP1

/// Answers one request after another on a connection, each after the delay it asks for.
final class DelayedResponder: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private var head: HTTPRequestHead?
  private var pending: Scheduled<Void>?

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body: break
    case .end: answer(context: context)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    pending?.cancel()
    pending = nil
    context.fireChannelInactive()
  }

  private func answer(context: ChannelHandlerContext) {
    guard let head else { return }
    self.head = nil
    guard head.method == .GET, let request = DelayedRequest(path: head.uri) else {
      let help = "GET /delay/MILLISECONDS/SEED/BYTES\n"
      return respond(context: context, to: head, status: .notFound, body: Array(help.utf8))
    }
    // Made before the delay: the response leaves when the delay is over, not later.
    let body = request.body
    let delay = TimeAmount.milliseconds(Int64(request.delayMilliseconds))
    let loop = context.eventLoop.assumeIsolated()
    pending = loop.scheduleTask(in: delay) { [self] in
      respond(context: context, to: head, status: .ok, body: body)
    }
  }

  private func respond(
    context: ChannelHandlerContext, to request: HTTPRequestHead, status: HTTPResponseStatus,
    body: [UInt8]
  ) {
    var headers = HTTPHeaders()
    headers.add(name: "content-length", value: "\(body.count)")
    headers.add(name: "content-type", value: "application/octet-stream")
    if !request.isKeepAlive { headers.add(name: "connection", value: "close") }
    let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    let buffer = context.channel.allocator.buffer(bytes: body)
    context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
      if !request.isKeepAlive { context.close(promise: nil) }
    }
  }
}
