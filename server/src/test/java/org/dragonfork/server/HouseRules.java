package org.dragonfork.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.NullMarked;

/** R1 to R8 of the architecture, for any root package, so that planted code can show that each of them bites. */
final class HouseRules {
    private static final Set<String> CLOCKS_AND_DICE = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.lang.Math.random",
            "java.time.Instant.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.util.UUID.randomUUID",
            "java.util.Random.<init>",
            "java.util.SplittableRandom.<init>",
            "java.util.random.RandomGenerator.getDefault",
            "java.util.random.RandomGenerator.of",
            "java.security.SecureRandom.<init>",
            "java.security.SecureRandom.getInstance",
            "java.security.SecureRandom.getInstanceStrong");

    /** A name from outside must never be looked up: that blocks, and tells a resolver what a stranger wrote. */
    private static final Set<String> LOOK_UPS = Set.of(
            "java.net.InetAddress.getByName",
            "java.net.InetAddress.getAllByName",
            "java.net.InetAddress.getLocalHost",
            "java.net.InetAddress.getHostName",
            "java.net.InetAddress.getCanonicalHostName",
            "java.net.InetSocketAddress.getHostName");

    /** Of java.io the in-memory streams are fine; a PrintStream is what System.out is. */
    private static final Set<String> FILES = Set.of(
            "File",
            "FileInputStream",
            "FileOutputStream",
            "FileReader",
            "FileWriter",
            "RandomAccessFile",
            "PrintStream",
            "Console");

    /** Of java.net, addresses are values; by name, as the importer does not follow every superclass of the JDK. */
    private static final Set<String> ADDRESSES =
            Set.of("InetAddress", "Inet4Address", "Inet6Address", "SocketAddress", "InetSocketAddress", "URI");

    private final String root;

    /** @param root package under which the modules lie, for instance {@code org.dragonfork} */
    HouseRules(String root) {
        this.root = root;
    }

    List<HouseRule> all() {
        return List.of(
                rooms(),
                pureModulesNeedOnlyJavaBase(),
                pureModulesTouchNothingOutside(),
                singleOwnersShareNothing(),
                sharedPartsUseAtomicsAndMapsOnly(),
                noNamesAreLookedUp(),
                timeAndRandomnessComeIn(),
                reserved("org.bouncycastle..", "dtls.bc", "server.app.TakesBouncyCastle"),
                reserved("org.eclipse.jetty..", "server.http", "server.app.TakesJetty"),
                reserved(
                        "java.nio.channels..",
                        List.of("server.net", "server.store", "server.http", "load"),
                        "server.metrics.OpensChannel"),
                reserved("java.lang.foreign..", "server.linux", "server.app.CallsNativeCode"),
                reserved("io.prometheus..", "server.metrics"),
                reserved(
                        "tools.jackson..",
                        List.of("server.json", "server.http", "server.config", "server.store", "server.ffmpeg", "load"),
                        "server.app.ReadsJson"),
                reserved("com.nimbusds..", "server.auth", "server.app.TakesNimbus"),
                reserved("picocli..", List.of("server.app", "load"), "server.config.TakesPicocli"),
                reserved("ch.qos.logback..", "server.app", "server.log.TakesLogback"),
                processes(),
                cycles(),
                statics(),
                registries(),
                nullMarked(),
                closedTypes(),
                names());
    }

    private HouseRule rooms() {
        var rooms = new Rooms(root);
        String[] modules = rooms.modules().stream().map(this::under).toArray(String[]::new);
        return new HouseRule(
                "R1, R5: every room knows only the rooms that the table of arrows allows",
                classes().that().resideInAnyPackage(modules).should(rooms),
                "webrtc.stun.LooksBack",
                "webrtc.sdp.KnowsTooMuchOfIce",
                "webrtc.attic.IsInNoTable",
                "webrtc.peer.KnowsEgress",
                "egress.supervise.KnowsWebrtc",
                "server.http.KnowsItsSibling");
    }

    private HouseRule pureModulesNeedOnlyJavaBase() {
        return new HouseRule(
                "R1: webrtc and egress need nothing but java.base and JSpecify",
                classes()
                        .that()
                        .resideInAnyPackage(pure())
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(
                                        under("webrtc"),
                                        under("egress"),
                                        "java..",
                                        "javax.crypto..",
                                        "org.jspecify.annotations")
                                .and(DescribedPredicate.not(
                                        resideInAnyPackage("java.util.logging..", "java.net.http..", "java.sql..")))),
                "egress.event.WritesLog");
    }

    private HouseRule pureModulesTouchNothingOutside() {
        return new HouseRule(
                "R2: webrtc and egress open nothing, start nothing and log nothing",
                noClasses()
                        .that()
                        .resideInAnyPackage(pure())
                        .should()
                        .dependOnClassesThat(resideInAnyPackage("java.nio.channels..", "java.nio.file..")
                                .or(describe(
                                        "are files, sockets, threads, processes or loggers", HouseRules::isOutside))),
                "webrtc.peer.OpensSocket",
                "egress.media.StartsThread",
                "egress.stream.ReadsFile");
    }

    private HouseRule singleOwnersShareNothing() {
        return new HouseRule(
                "R2: webrtc, egress.media and egress.stream use nothing of java.util.concurrent",
                noClasses()
                        .that()
                        .resideInAnyPackage(under("webrtc"), under("egress.media"), under("egress.stream"))
                        .should()
                        .dependOnClassesThat(resideInAPackage("java.util.concurrent..")),
                "webrtc.rtp.CountsAtomically");
    }

    private HouseRule sharedPartsUseAtomicsAndMapsOnly() {
        return new HouseRule(
                "R2: of java.util.concurrent, egress uses atomics and concurrent maps only",
                noClasses()
                        .that()
                        .resideInAPackage(under("egress"))
                        .should()
                        .dependOnClassesThat(resideInAPackage("java.util.concurrent..")
                                .and(DescribedPredicate.not(resideInAPackage("java.util.concurrent.atomic")))
                                .and(DescribedPredicate.not(assignableTo(ConcurrentMap.class)))),
                "egress.session.RunsExecutor");
    }

    private HouseRule noNamesAreLookedUp() {
        return new HouseRule(
                "R2: webrtc and egress look up no names",
                noClasses()
                        .that()
                        .resideInAnyPackage(pure())
                        .should()
                        .accessTargetWhere(describe("asks a resolver", access -> calls(access, LOOK_UPS))),
                "webrtc.sdp.LooksUpName");
    }

    private HouseRule timeAndRandomnessComeIn() {
        return new HouseRule(
                "R3: webrtc and egress read no clock and make no randomness",
                noClasses()
                        .that()
                        .resideInAnyPackage(pure())
                        .should()
                        .accessTargetWhere(describe(
                                "is a clock or a source of randomness", access -> calls(access, CLOCKS_AND_DICE))),
                "webrtc.ice.ReadsClock",
                "egress.session.RollsDice");
    }

    private HouseRule reserved(String library, String room, String... offenders) {
        return reserved(library, List.of(room), offenders);
    }

    private HouseRule reserved(String library, List<String> rooms, String... offenders) {
        return new HouseRule(
                "R4: " + library + " only in " + String.join(", ", rooms),
                noClasses()
                        .that()
                        .resideInAPackage(root + "..")
                        .and()
                        .resideOutsideOfPackages(rooms.stream().map(this::under).toArray(String[]::new))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(library),
                offenders);
    }

    private HouseRule processes() {
        return new HouseRule(
                "R4: ProcessBuilder only in server.ffmpeg",
                noClasses()
                        .that()
                        .resideInAPackage(root + "..")
                        .and()
                        .resideOutsideOfPackages(under("server.ffmpeg"), under("testkit"))
                        .should()
                        .dependOnClassesThat()
                        .areAssignableTo(ProcessBuilder.class),
                "server.app.StartsProcess");
    }

    private HouseRule cycles() {
        return new HouseRule(
                "R6: no package cycles",
                slices().matching(root + ".(**)").should().beFreeOfCycles(),
                "server.http.KnowsItsSibling");
    }

    private HouseRule statics() {
        return new HouseRule(
                "R7: no static field that is not final",
                fields().that().areStatic().should().beFinal(),
                "server.app.CountsForAll");
    }

    private HouseRule registries() {
        return new HouseRule(
                "R7: no static registry",
                noFields()
                        .that()
                        .areStatic()
                        .should()
                        .haveRawType(assignableTo(AbstractMap.class)
                                .or(assignableTo(AbstractCollection.class))
                                .or(assignableTo(ConcurrentMap.class))
                                .or(resideInAPackage("java.util.concurrent.atomic"))),
                "server.app.KeepsForAll");
    }

    private HouseRule nullMarked() {
        return new HouseRule(
                "R8: every package is @NullMarked",
                classes().should(new ArchCondition<JavaClass>("be in a @NullMarked package") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean marked = type.getPackage()
                                .tryGetPackageInfo()
                                .map(info -> info.isAnnotatedWith(NullMarked.class))
                                .orElse(false);
                        if (!marked) {
                            events.add(SimpleConditionEvent.violated(
                                    type, type.getName() + " is in a package that is not @NullMarked"));
                        }
                    }
                }),
                "webrtc.codec.IsInUnmarkedPackage");
    }

    private HouseRule closedTypes() {
        return new HouseRule(
                "R8: public types of webrtc and egress are final, sealed, record, enum or interface",
                classes()
                        .that()
                        .resideInAnyPackage(pure())
                        .and()
                        .arePublic()
                        .should(ArchCondition.from(describe("be closed", HouseRules::isClosed))),
                "egress.media.CanBeExtended");
    }

    private HouseRule names() {
        return new HouseRule(
                "Names: no Manager, Helper, Util, Utils or Impl",
                noClasses().should().haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)(\\$.*)?"),
                "server.app.ThingManager");
    }

    private String[] pure() {
        return new String[] {under("webrtc"), under("egress")};
    }

    private String under(String room) {
        return root + "." + room + "..";
    }

    private static boolean isOutside(JavaClass type) {
        return switch (type.getPackageName()) {
            case "java.lang" ->
                type.isAssignableTo(Thread.class)
                        || type.isAssignableTo(Process.class)
                        || type.isAssignableTo(ProcessBuilder.class)
                        || type.isAssignableTo(Runtime.class)
                        || type.isAssignableTo(System.Logger.class);
            case "java.io" -> FILES.contains(type.getSimpleName());
            case "java.net" ->
                !ADDRESSES.contains(type.getSimpleName())
                        && !type.getSimpleName().endsWith("Exception");
            default -> false;
        };
    }

    private static boolean calls(JavaAccess<?> access, Set<String> methods) {
        return access.getTarget() instanceof CodeUnitCallTarget target
                && methods.contains(target.getOwner().getName() + "." + target.getName());
    }

    private static boolean isClosed(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.FINAL)
                || type.isSealed()
                || type.isRecord()
                || type.isEnum()
                || type.isInterface();
    }
}
