import NIOCore
import NIOHTTP1

/// Closes a connection that IdleStateHandler finds idle when it is the client who keeps it waiting.
///
/// It is our turn from the end of a request until its answer has ended, but for the time in which
/// the client does not take what has been written.
final class IdleClients: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private var isAnswering = false
  private var unsentParts = 0

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .end = unwrapInboundIn(data) { isAnswering = true }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) { isAnswering = false }
    let sent = promise ?? context.eventLoop.makePromise()
    unsentParts += 1
    sent.futureResult.assumeIsolated().whenComplete { _ in self.unsentParts -= 1 }
    context.write(data, promise: sent)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is IdleStateHandler.IdleStateEvent else {
      context.fireUserInboundEventTriggered(event)
      return
    }
    if !isAnswering || unsentParts > 0 { context.close(promise: nil) }
  }
}
