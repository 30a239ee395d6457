package org.dragonfork.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Between the HTTP library and the routes: a request in, the reply out. */
final class EdgeHandler extends Handler.Abstract {
    private final Router router;
    private final Duration bodyTimeout;

    EdgeHandler(Router router, Duration bodyTimeout) {
        this.router = router;
        this.bodyTimeout = bodyTimeout;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Reply reply = router.answer(edgeRequest(request));
        if (reply.delay().isZero()) {
            send(reply, request, response, callback);
        } else {
            // The library keeps the request open until the callback is told, and this thread is free at once.
            request.getComponents()
                    .getScheduler()
                    .schedule(
                            () -> send(reply, request, response, callback),
                            reply.delay().toMillis(),
                            TimeUnit.MILLISECONDS);
        }
        return true;
    }

    /** Writes the reply; a body that the client still sends is not waited for, the connection ends instead. */
    static void send(Reply reply, Request request, Response response, Callback callback) {
        boolean bodyLeft = !request.consumeAvailable();
        response.setStatus(reply.status());
        HttpFields.Mutable fields = response.getHeaders();
        reply.headers().forEach(header -> fields.add(header.name(), header.value()));
        if (bodyLeft) {
            fields.put("Connection", "close");
        }
        FileBody file = reply.file();
        if (file != null) {
            send(file, request, response, callback);
            return;
        }
        byte[] text = reply.body().getBytes(StandardCharsets.UTF_8);
        byte[] body = reply.gzip() ? gzip(text) : text;
        // A 304 says how long what it does not send is, if it says anything.
        if (reply.status() != 204 && reply.status() != 304) {
            fields.put("Content-Length", body.length);
        }
        boolean head = request.getMethod().equals("HEAD");
        response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body), callback);
    }

    private static void send(FileBody file, Request request, Response response, Callback callback) {
        response.getHeaders().put("Content-Length", file.length());
        boolean head = request.getMethod().equals("HEAD");
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            if (head) {
                file.content().close();
            } else {
                file.sendTo(out);
            }
        } catch (IOException e) {
            // The connection ends: what was announced did not come whole.
            callback.failed(e);
            return;
        }
        callback.succeeded();
    }

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream(bytes.length / 4 + 64);
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot fail", e);
        }
        return packed.toByteArray();
    }

    private EdgeRequest edgeRequest(Request request) {
        String path = request.getHttpURI().getPath();
        String query = request.getHttpURI().getQuery();
        return new EdgeRequest(
                request.getMethod(),
                path == null ? "" : path,
                query == null ? Query.NONE : Query.parse(query),
                headers(request),
                new BoundedBody(request, bodyTimeout),
                client(request));
    }

    static Function<String, Optional<String>> headers(Request request) {
        return name -> {
            List<String> values = request.getHeaders().getFields(name).stream()
                    .map(HttpField::getValue)
                    .map(value -> value == null ? "" : value)
                    .toList();
            return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
        };
    }

    private static InetAddress client(Request request) {
        if (request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress remote
                && remote.getAddress() != null) {
            return remote.getAddress();
        }
        return InetAddress.getLoopbackAddress();
    }
}
