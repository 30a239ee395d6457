package org.dragonfork.server.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;

/**
 * The bytes of a file as the body of an answer. Whoever has it closes it by sending it.
 *
 * @param length bytes to send
 * @param content at least so many bytes
 */
record FileBody(long length, FileTime modified, InputStream content) {
    private static final int BUFFER = 64 * 1024;

    /** Of a file of which only the size is asked. */
    static FileBody unopened(long length, FileTime modified) {
        return new FileBody(length, modified, InputStream.nullInputStream());
    }

    /**
     * Writes exactly {@link #length} bytes and closes the file.
     *
     * @throws EOFException when the file has become shorter; the answer must not look whole then
     */
    void sendTo(OutputStream out) throws IOException {
        try (content) {
            byte[] buffer = new byte[BUFFER];
            long left = length;
            while (left > 0) {
                int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException("the file became shorter while it was sent");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }
}
