package org.dragonfork.server.linux;

/** Error numbers of Linux, the same on all its 64-bit machines but MIPS and SPARC (asm-generic/errno.h). */
final class Errno {
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int EPERM = 1;
    static final int EINVAL = 22;
    static final int EMSGSIZE = 90;
    static final int EAFNOSUPPORT = 97;
    static final int EADDRINUSE = 98;
    static final int EADDRNOTAVAIL = 99;
    static final int ENOBUFS = 105;
    static final int EHOSTUNREACH = 113;

    private Errno() {}

    /** For people. */
    static String text(int errno) {
        return switch (errno) {
            case EACCES, EPERM -> "permission denied";
            case EADDRINUSE -> "Address already in use";
            case EADDRNOTAVAIL -> "Cannot assign requested address";
            case EAFNOSUPPORT -> "address family not supported";
            case ENOMEM, ENOBUFS -> "no memory";
            default -> "error " + errno;
        };
    }
}
