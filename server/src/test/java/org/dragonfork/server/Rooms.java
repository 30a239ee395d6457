package org.dragonfork.server;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which package may know which: the arrows of {@code ARCHITECTURE.md} as a table. A package that is not in the table
 * has no arrows at all, so a new one is drawn here first.
 */
final class Rooms extends ArchCondition<JavaClass> {
    /**
     * A room, an arrow, and the rooms it may know. {@code x.*} is x and everything under it; names in brackets are the
     * only types that may be known.
     */
    private static final String ARROWS = """
            webrtc.codec      ->
            webrtc.stun       ->
            webrtc.rtp        ->
            webrtc.rtcp       -> webrtc.rtp
            webrtc.srtp       -> webrtc.rtp
            webrtc.dtls       -> webrtc.srtp[SrtpKeys,SrtpProfile]
            webrtc.ice        -> webrtc.stun
            webrtc.sdp        -> webrtc.codec webrtc.ice[IceCredentials,IceCandidate] webrtc.dtls[CertificateFingerprint,DtlsRole]
            webrtc.peer       -> webrtc.*

            dtls.bc           -> webrtc.dtls webrtc.srtp[SrtpKeys,SrtpProfile]

            egress.event      -> webrtc.codec[MediaKind]
            egress.supervise  -> egress.event webrtc.codec[MediaKind]
            egress.process    -> egress.event egress.supervise webrtc.codec[MediaKind]
            egress.session    -> egress.event webrtc.*
            egress.stream     -> egress.event webrtc.*
            egress.media      -> egress.event egress.stream webrtc.*
            egress            -> egress.* webrtc.*

            load              -> dtls.bc webrtc.*

            server.json       -> egress.* webrtc.codec
            server.linux      -> egress.media webrtc.srtp
            server.net        -> server.linux egress.* webrtc.*
            server.ffmpeg     -> egress.* webrtc.codec
            server.http       -> egress.* webrtc.codec server.json
            server.metrics    -> egress.* webrtc.codec
            server.log        -> egress.* webrtc.codec
            server.config     -> egress.* webrtc.codec server.json
            server.process    -> egress.*
            server.store      -> egress.* server.json
            server.auth       ->
            server.app        -> server.* egress.* dtls.* webrtc.*
            """;

    private final String root;
    private final Map<String, List<String>> arrows = new TreeMap<>();

    /** @param root package under which the rooms lie */
    Rooms(String root) {
        super("know only the rooms that the table of arrows allows");
        this.root = root + ".";
        ARROWS.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] sides = line.split("->", -1);
            List<String> targets = Arrays.stream(sides[1].strip().split(" +"))
                    .filter(target -> !target.isEmpty())
                    .toList();
            arrows.put(sides[0].strip(), targets);
        });
    }

    /** The modules of the rooms, as the first part of their names. */
    Set<String> modules() {
        Set<String> modules = new HashSet<>();
        arrows.keySet().forEach(room -> modules.add(room.replaceFirst("\\..*", "")));
        return modules;
    }

    @Override
    public void check(JavaClass origin, ConditionEvents events) {
        String room = roomOf(origin).orElseThrow();
        if (!arrows.containsKey(room)) {
            events.add(SimpleConditionEvent.violated(
                    origin, origin.getName() + " is in " + room + ", a room without a line in the table of arrows"));
            return;
        }
        for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            Optional<String> known = roomOf(target);
            if (known.isPresent() && !known.get().equals(room) && !isAllowed(room, known.get(), target)) {
                events.add(SimpleConditionEvent.violated(origin, dependency.getDescription()));
            }
        }
    }

    private Optional<String> roomOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(root) ? Optional.of(name.substring(root.length())) : Optional.empty();
    }

    private boolean isAllowed(String from, String to, JavaClass type) {
        return arrows.getOrDefault(from, List.of()).stream().anyMatch(arrow -> permits(arrow, to, type));
    }

    private static boolean permits(String arrow, String to, JavaClass type) {
        if (arrow.endsWith(".*")) {
            String module = arrow.substring(0, arrow.length() - 2);
            return to.equals(module) || to.startsWith(module + ".");
        }
        int bracket = arrow.indexOf('[');
        if (bracket < 0) {
            return to.equals(arrow);
        }
        List<String> types =
                List.of(arrow.substring(bracket + 1, arrow.length() - 1).split(","));
        return to.equals(arrow.substring(0, bracket)) && types.contains(outermost(type));
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(Rooms::outermost).orElseGet(type::getSimpleName);
    }
}
