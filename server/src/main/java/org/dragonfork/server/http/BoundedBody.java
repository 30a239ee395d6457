package org.dragonfork.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.server.Request;

/** The body of a request on the wire, read with a limit on its length and on the time it takes. */
final class BoundedBody implements RequestBody {
    private static final int CHUNK = 8 * 1024;

    private final Request request;
    private final Duration timeout;

    BoundedBody(Request request, Duration timeout) {
        this.request = request;
        this.timeout = timeout;
    }

    @Override
    public Content read(int maxBytes) {
        if (request.getLength() > maxBytes) {
            return new Content.TooLarge();
        }
        long start = System.nanoTime();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(CHUNK);
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Request.asInputStream(request)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                bytes.write(chunk, 0, n);
                if (bytes.size() > maxBytes) {
                    return new Content.TooLarge();
                }
                if (System.nanoTime() - start > timeout.toNanos()) {
                    return new Content.TooSlow();
                }
            }
        } catch (IOException broken) {
            return timedOut(broken) ? new Content.TooSlow() : new Content.Truncated();
        }
        try {
            return new Content.Text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return new Content.NotText();
        }
    }

    private static boolean timedOut(IOException broken) {
        return broken.getCause() instanceof java.util.concurrent.TimeoutException;
    }
}
