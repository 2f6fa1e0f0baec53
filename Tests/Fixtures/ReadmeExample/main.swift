import Stretto

let tracer = try Tracer(writingTo: "squares.json.gz")
let sum = try tracer.run(.threads, slots: 4) {
  let pool = try ThreadPool(threads: 4, tracer: tracer)
  let handles = (1...8).map { number in
    pool.submit("square") { tracer.span("multiply") { number * number } }
  }
  let sum = try handles.reduce(0) { try $0 + $1.wait() }
  pool.shutDown()
  return sum
}
try tracer.finish()
print("sum", sum)
