import Foundation
import Testing
import ViewServer

/// The two encodings that the pages need, against their standards and the system's own.
@Suite struct EncodingTests {
  /// The vectors of FIPS 180-2's appendix B and NIST's examples, and the lengths around a block.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func `SHA-256 gives the standard's own results`(message: String, digest: String) {
    let hex = SHA256.digest(Array(message.utf8)).map {
      ($0 < 16 ? "0" : "") + String($0, radix: 16)
    }
    #expect(hex.joined() == digest)
  }

  @Test(arguments: [54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1001])
  func `SHA-256 agrees with sha256sum around the ends of blocks`(length: Int) throws {
    let text = String(String(repeating: "stretto ", count: 200).prefix(length))
    #expect(
      String(decoding: Base64.encoded(SHA256.digest(Array(text.utf8))), as: UTF8.self)
        == (try systemHash(text)))
  }

  @Test func `Base64 agrees with Foundation's at every length and byte`() {
    for length in 0...259 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ length) }
      #expect(
        String(decoding: Base64.encoded(bytes), as: UTF8.self)
          == Data(bytes).base64EncodedString())
    }
  }
}
