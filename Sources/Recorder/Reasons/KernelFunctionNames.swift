/// The kernel's functions in which threads block, by name.
///
/// Several for each call: which of them a chain has depends on what the compiler made
/// of them, and a tail call leaves its caller out.
enum KernelFunctionNames {
  static let calls: [String: BlockingCall] = {
    var calls: [String: BlockingCall] = [:]
    for (call, names) in inner { for name in names { calls[name] = call } }
    for (call, names) in systemCalls {
      for name in names {
        calls["__x64_sys_\(name)"] = call
        calls["__arm64_sys_\(name)"] = call
      }
    }
    return calls
  }()

  private static let inner: [(BlockingCall, [String])] = [
    (
      .receive,
      [
        "sock_recvmsg", "__sys_recvfrom", "__sys_recvmsg", "___sys_recvmsg", "__sys_recvmmsg",
        "sock_read_iter", "unix_stream_read_generic", "tcp_recvmsg", "sk_wait_data",
        "__skb_wait_for_more_packets",
      ]
    ),
    (
      .send,
      [
        "sock_sendmsg", "__sock_sendmsg", "sock_write_iter", "sk_stream_wait_memory",
        "sock_alloc_send_pskb", "__sys_sendto", "__sys_sendmsg", "___sys_sendmsg", "tcp_sendmsg",
        "unix_stream_sendmsg", "do_sendfile",
      ]
    ),
    (.connect, ["__sys_connect", "__inet_stream_connect", "unix_stream_connect"]),
    (.accept, ["inet_csk_accept", "unix_accept", "do_accept", "__sys_accept4"]),
    (
      .read,
      [
        "anon_pipe_read", "pipe_read", "fifo_pipe_read", "vfs_read", "ksys_read", "vfs_readv",
        "do_readv", "ksys_pread64",
      ]
    ),
    (
      .write,
      [
        "anon_pipe_write", "pipe_write", "fifo_pipe_write", "vfs_write", "ksys_write",
        "vfs_writev", "do_writev", "ksys_pwrite64", "do_splice", "vfs_copy_file_range",
      ]
    ),
    (.sync, ["do_fsync", "vfs_fsync_range", "ksys_sync", "ksys_sync_file_range"]),
    (.select, ["do_select", "core_sys_select"]),
    (.poll, ["do_sys_poll", "do_poll"]),
    (.epoll, ["do_epoll_wait", "ep_poll"]),
    (.sleep, ["do_nanosleep", "hrtimer_nanosleep"]),
    (
      .futex,
      [
        "futex_do_wait", "futex_wait_queue", "futex_wait_queue_me", "__futex_wait", "futex_wait",
        "futex_wait_multiple", "futex_lock_pi", "futex_wait_requeue_pi", "do_futex",
      ]
    ),
    // kernel_clone: vfork, until the child has executed its program.
    (.child, ["do_wait", "kernel_wait4", "kernel_waitid", "kernel_clone", "wait_for_vfork_done"]),
    (
      .fileLock,
      [
        "locks_lock_inode_wait", "flock_lock_inode_wait", "posix_lock_inode_wait", "fcntl_setlk",
      ]
    ),
    (.semaphore, ["do_semtimedop", "__do_semtimedop"]),
    (.message, ["do_msgrcv", "do_msgsnd", "do_mq_timedreceive", "do_mq_timedsend"]),
    (.ring, ["io_cqring_wait", "read_events", "do_io_getevents"]),
    (.open, ["fifo_open", "do_sys_openat2"]),
    (.fault, ["handle_mm_fault", "exc_page_fault", "do_user_addr_fault", "do_page_fault"]),
    (
      .disk,
      ["io_schedule", "io_schedule_timeout", "jbd2_log_wait_commit", "submit_bio_wait"]
    ),
  ]

  private static let systemCalls: [(BlockingCall, [String])] = [
    (.receive, ["recvfrom", "recvmsg", "recvmmsg"]),
    (.send, ["sendto", "sendmsg", "sendmmsg", "sendfile64"]),
    (.connect, ["connect"]),
    (.accept, ["accept", "accept4"]),
    (.read, ["read", "readv", "pread64", "preadv", "preadv2"]),
    (.write, ["write", "writev", "pwrite64", "pwritev", "pwritev2", "splice"]),
    (.sync, ["fsync", "fdatasync", "sync", "syncfs", "sync_file_range", "msync"]),
    (.select, ["select", "pselect6"]),
    (.poll, ["poll", "ppoll"]),
    (.epoll, ["epoll_wait", "epoll_pwait", "epoll_pwait2"]),
    (.sleep, ["nanosleep", "clock_nanosleep"]),
    (.futex, ["futex", "futex_wait", "futex_waitv"]),
    (.child, ["wait4", "waitid", "vfork"]),
    (.fileLock, ["flock"]),
    (.semaphore, ["semop", "semtimedop"]),
    (.message, ["msgrcv", "msgsnd", "mq_timedreceive", "mq_timedsend"]),
    (.ring, ["io_uring_enter", "io_getevents", "io_pgetevents"]),
  ]
}
