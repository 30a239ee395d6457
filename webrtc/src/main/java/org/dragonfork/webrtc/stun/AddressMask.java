package org.dragonfork.webrtc.stun;

/** The mask of XOR-MAPPED-ADDRESS: the magic cookie, then the transaction id (RFC 8489 section 14.2). */
final class AddressMask {
    static final int PORT = StunFormat.MAGIC_COOKIE >>> 16;

    private AddressMask() {}

    /** Masks, or unmasks, the 4 or 16 bytes of an address in place and returns them. */
    static byte[] apply(byte[] address, TransactionId transactionId) {
        byte[] mask = new byte[4 + TransactionId.LENGTH];
        BigEndian.put32(mask, 0, StunFormat.MAGIC_COOKIE);
        transactionId.write(mask, 4);
        for (int i = 0; i < address.length; i++) {
            address[i] ^= mask[i];
        }
        return address;
    }
}
