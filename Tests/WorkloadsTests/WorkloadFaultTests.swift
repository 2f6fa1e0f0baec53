import Testing
import Workloads

struct `A workload's fault` {
  @Test(arguments: WorkloadFault.Kind.allCases)
  func `is read back from its text`(kind: WorkloadFault.Kind) {
    let fault = WorkloadFault(kind, task: 3)
    #expect(WorkloadFault(parsing: fault.text) == fault)
  }

  @Test(arguments: ["", "throwing", "throwing:", "throwing:x", "falling:1", "throwing:1:2"])
  func `is refused when the text is something else`(text: String) {
    #expect(WorkloadFault(parsing: text) == nil)
  }
}
