import CPerf
import Glibc

/// The events that are open, with their rings.
final class PerfEvents {
  enum Kind { case timeline, blocking, waking }

  private(set) var timeline: [PerfRing]
  private var blocking: [PerfRing]
  private var waking: [PerfRing]
  let sampling: PerfSampling
  /// Whether the events tell of every process of the machine.
  let areSystemWide: Bool
  private(set) var abilities = BlockingAbilities()

  /// All rings: those of a kind stand together.
  var rings: [PerfRing] { timeline + blocking + waking }

  init(
    process: pid_t, _ wanted: PerfSampling, explainsBlocking: Bool, prefersSystemWide: Bool
  ) throws(PerfError) {
    var whole: ([PerfRing], PerfSampling)?
    if prefersSystemWide {
      do throws(PerfError) {
        whole = try Self.openTimeline(-1, wanted, explainsBlocking: explainsBlocking)
      } catch {}
    }
    areSystemWide = whole != nil
    if let whole {
      (timeline, sampling) = whole
    } else {
      (timeline, sampling) = try Self.openTimeline(
        process, wanted, explainsBlocking: explainsBlocking)
    }
    let process = areSystemWide ? -1 : process
    guard explainsBlocking else {
      (blocking, waking) = ([], [])
      return
    }
    (blocking, abilities) = Self.openBlocking(process)
    waking = Self.openWaking()
    abilities.hasWakeUps = !waking.isEmpty
  }

  /// With as much of the sampling as the kernel grants.
  private static func openTimeline(
    _ process: pid_t, _ wanted: PerfSampling, explainsBlocking: Bool
  ) throws(PerfError) -> ([PerfRing], PerfSampling) {
    var sampling = wanted
    // Who may lock memory loses nothing on a busy machine either.
    var pages = geteuid() == 0 ? privilegedPages : PerfRing.mostPages
    while true {
      let asked = sampling
      do throws(PerfError) {
        let rings = try open(pages: pages) { cpu, watermark in
          stretto_perf_open(
            process, cpu, watermark, asked.frequency, asked.seesKernel ? 1 : 0,
            explainsBlocking ? 1 : 0)
        }
        return (rings, sampling)
      } catch {
        if pages > PerfRing.mostPages {
          pages = PerfRing.mostPages
          continue
        }
        guard let lesser = sampling.lesser else { throw error }
        sampling = lesser
      }
    }
  }

  /// Who may look into the kernel may mostly lock memory too: 4 MiB a CPU, 64 MiB in all.
  private static var privilegedPages: Int {
    var pages = 1024
    while pages > PerfRing.mostPages, pages * OnlineCPUs.numbers().count > 16_384 { pages /= 2 }
    return pages
  }

  /// Forgets the rings: they close when nobody else has them.
  func letGo() { (timeline, blocking, waking) = ([], [], []) }

  func kind(of ring: Int) -> Kind {
    if ring < timeline.count { return .timeline }
    return ring < timeline.count + blocking.count ? .blocking : .waking
  }

  func turnBlocking(on isOn: Bool) {
    for ring in blocking { ring.turn(on: isOn) }
  }

  private static func openBlocking(
    _ process: pid_t
  ) -> ([PerfRing], BlockingAbilities) {
    var abilities = BlockingAbilities()
    guard stretto_sees_kernel_addresses() != 0 else {
      abilities.refusal = 0
      return ([], abilities)
    }
    do throws(PerfError) {
      let rings = try open(pages: privilegedPages) { cpu, watermark in
        stretto_blocking_open(process, cpu, watermark)
      }
      abilities.hasReasons = true
      return (rings, abilities)
    } catch {
      abilities.refusal = error.number
      return ([], abilities)
    }
  }

  private static func openWaking() -> [PerfRing] {
    let id = stretto_waking_id()
    guard id > 0 else { return [] }
    do throws(PerfError) {
      return try open(pages: privilegedPages) { cpu, watermark in
        stretto_waking_open(id, cpu, watermark)
      }
    } catch {
      return []
    }
  }

  /// Opens one event on each CPU that is online.
  private static func open(
    pages: Int = PerfRing.mostPages, _ event: (_ cpu: Int32, _ watermark: UInt32) -> Int32
  ) throws(PerfError) -> [PerfRing] {
    var rings: [PerfRing] = []
    for cpu in OnlineCPUs.numbers() {
      do throws(PerfError) {
        rings.append(try PerfRing(mostPages: pages) { event(cpu, $0) })
      } catch {
        // ENODEV: the CPU went offline.
        guard error.number == ENODEV else { throw error }
      }
    }
    guard !rings.isEmpty else { throw PerfError(number: ENODEV) }
    return rings
  }
}
