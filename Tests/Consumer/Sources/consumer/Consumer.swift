import Stretto

/// Traces a little work with every public means, into the file named by the argument.
@main
struct Consumer {
  static func main() async throws {
    guard CommandLine.arguments.count == 2 else {
      print("usage: consumer TRACE.json.gz")
      return
    }
    let tracer = try Tracer(writingTo: CommandLine.arguments[1])
    tracer.nameLane("main")
    let sum = tracer.run(.sequential, slots: 1) { work(tracer) }
    let answer = await tracer.asyncSpan("answer") {
      await Task.yield()
      return sum
    }
    try tracer.finish()
    print("sum \(answer), events lost \(tracer.eventsLost)")
  }

  private static func work(_ tracer: Tracer) -> Int {
    var sum = 0
    for item in 1...3 {
      tracer.span(dynamic: "item \(item)") {
        let token = tracer.begin("add")
        sum += item
        token.end()
        tracer.counter("sum", sum)
      }
    }
    let arrow = tracer.span("hand over") { tracer.startFlow("result") }
    tracer.span("take") { arrow?.finish() }
    tracer.instant("done")
    return sum
  }
}
