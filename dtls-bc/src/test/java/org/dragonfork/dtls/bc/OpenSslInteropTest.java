package org.dragonfork.dtls.bc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.dtls.DtlsFailure;
import org.dragonfork.webrtc.dtls.DtlsOutput;
import org.dragonfork.webrtc.dtls.KeyingMaterial;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A DTLS stack written by somebody else: {@code openssl s_client} over a loopback socket. */
final class OpenSslInteropTest {
    private static final Pattern MATERIAL = Pattern.compile("Keying material: ([0-9A-F]+)");

    private final SelfSignedCertificate clientCertificate = Factories.certificate();
    private final BcDtlsEndpointFactory factory = Factories.quick();

    @TempDir
    private Path directory;

    @BeforeEach
    void needsOpenSsl() {
        boolean found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "openssl")));
        assumeTrue(found, "openssl is not on the PATH; install the Debian package openssl to run this test");
    }

    /** P-256 is always among the groups: the list also says which curves a certificate may have. */
    @ParameterizedTest
    @CsvSource({
        "AEAD_AES_128_GCM, SRTP_AES128_CM_SHA1_80:SRTP_AEAD_AES_128_GCM, X25519:P-256",
        "AEAD_AES_256_GCM, SRTP_AEAD_AES_256_GCM, P-256",
        "AES128_CM_HMAC_SHA1_80, SRTP_AES128_CM_SHA1_80, P-384:P-256:X25519"
    })
    void bothDeriveTheSameKeysAndPartInPeace(SrtpProfile profile, String offered, String group) throws Exception {
        int length = 2 * (profile.keyLength() + profile.saltLength());
        List<String> arguments = List.of(
                "-use_srtp",
                offered,
                "-groups",
                group,
                "-keymatexport",
                "EXTRACTOR-dtls_srtp",
                "-keymatexportlen",
                Integer.toString(length));
        try (LoopbackServer server = new LoopbackServer(factory, Set.of(clientCertificate.fingerprint()))) {
            Process client = start(server.port(), withCertificate(arguments));
            try {
                KeyingMaterial keys = ((DtlsOutput.Established) server.await(DtlsOutput.Established.class)).keys();
                client.getOutputStream().write("Q\n".getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().flush();
                server.await(DtlsOutput.PeerClosed.class);
                String printed = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                Matcher matcher = MATERIAL.matcher(printed);
                assertThat(matcher.find()).as(printed).isTrue();
                assertThat(hex(keys)).isEqualTo(matcher.group(1).toLowerCase(Locale.ROOT));
                assertThat(keys.client().profile()).isEqualTo(profile);
            } finally {
                client.destroyForcibly();
            }
        }
    }

    @Test
    void aClientWithoutCertificateIsTurnedAway() throws Exception {
        try (LoopbackServer server = new LoopbackServer(factory, Set.of(clientCertificate.fingerprint()))) {
            Process client = start(server.port(), List.of("-use_srtp", "SRTP_AEAD_AES_128_GCM"));
            try {
                DtlsOutput.Failed failed = (DtlsOutput.Failed) server.await(DtlsOutput.Failed.class);
                assertThat(failed.reason()).isEqualTo(DtlsFailure.FINGERPRINT_MISMATCH);
                assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .contains("alert number 42");
            } finally {
                client.destroyForcibly();
            }
        }
    }

    @Test
    void aClientWithAnotherCertificateIsTurnedAway() throws Exception {
        CertificateFingerprint other = Factories.certificate().fingerprint();
        try (LoopbackServer server = new LoopbackServer(factory, Set.of(other))) {
            Process client = start(server.port(), withCertificate(List.of("-use_srtp", "SRTP_AEAD_AES_128_GCM")));
            try {
                DtlsOutput.Failed failed = (DtlsOutput.Failed) server.await(DtlsOutput.Failed.class);
                assertThat(failed.reason()).isEqualTo(DtlsFailure.FINGERPRINT_MISMATCH);
            } finally {
                client.destroyForcibly();
            }
        }
    }

    private Process start(int port, List<String> arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("openssl", "s_client", "-dtls1_2", "-connect", "127.0.0.1:" + port));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private List<String> withCertificate(List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("-cert", pem("CERTIFICATE", clientCertificate.der()).toString()));
        all.addAll(List.of(
                "-key",
                pem("PRIVATE KEY", clientCertificate.privateKey().getEncoded()).toString()));
        return all;
    }

    private Path pem(String label, byte[] der) throws IOException {
        String text = "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
        return Files.writeString(directory.resolve(label.replace(' ', '-') + ".pem"), text);
    }

    private static String hex(KeyingMaterial keys) {
        HexFormat hex = HexFormat.of();
        return hex.formatHex(keys.client().masterKey())
                + hex.formatHex(keys.server().masterKey())
                + hex.formatHex(keys.client().masterSalt())
                + hex.formatHex(keys.server().masterSalt());
    }
}
