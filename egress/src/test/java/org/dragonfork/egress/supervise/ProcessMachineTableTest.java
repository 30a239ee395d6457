package org.dragonfork.egress.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dragonfork.egress.supervise.ProcessState.FAILED;
import static org.dragonfork.egress.supervise.ProcessState.FINISHED;
import static org.dragonfork.egress.supervise.ProcessState.FINISHING;
import static org.dragonfork.egress.supervise.ProcessState.KILLED;
import static org.dragonfork.egress.supervise.ProcessState.RUNNING;
import static org.dragonfork.egress.supervise.ProcessState.STARTING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every pair of state and input, with the state and the effects that follow. */
class ProcessMachineTableTest {
    /** The moves that the original knows. */
    static final Map<ProcessState, Set<ProcessState>> ALLOWED = new EnumMap<>(Map.of(
            FINISHED, EnumSet.of(STARTING),
            STARTING, EnumSet.of(RUNNING, FINISHING, FAILED),
            RUNNING, EnumSet.of(FINISHED, FINISHING, FAILED, KILLED),
            FINISHING, EnumSet.of(FINISHED, FAILED, KILLED),
            FAILED, EnumSet.of(STARTING),
            KILLED, EnumSet.of(STARTING)));

    private static final List<String> INPUTS = List.of(
            "start",
            "stop",
            "restart",
            "spawned",
            "spawnFailed",
            "output",
            "progress",
            "limit",
            "unusable",
            "turnedAway",
            "exit0",
            "exit255",
            "exit1",
            "signal9");

    // The states without a run are reached with reconnect and the order to stop; those with a run with the order to
    // start.
    @ParameterizedTest(name = "{0} + {1} -> {2} {3}")
    @CsvSource(textBlock = """
            FINISHED,  start,       STARTING,  Spawn
            FINISHED,  stop,        FINISHED,  -
            FINISHED,  restart,     FINISHED,  -
            FINISHED,  spawned,     FINISHED,  Kill
            FINISHED,  spawnFailed, FINISHED,  -
            FINISHED,  output,      FINISHED,  -
            FINISHED,  progress,    FINISHED,  -
            FINISHED,  limit,       FINISHED,  -
            FINISHED,  unusable,    FINISHED,  -
            FINISHED,  turnedAway,  FINISHED,  -
            FINISHED,  exit0,       FINISHED,  -
            FINISHED,  exit255,     FINISHED,  -
            FINISHED,  exit1,       FINISHED,  -
            FINISHED,  signal9,     FINISHED,  -
            STARTING,  start,       STARTING,  -
            STARTING,  stop,        FINISHING, Interrupt
            STARTING,  restart,     FINISHING, Interrupt
            STARTING,  spawned,     STARTING,  -
            STARTING,  spawnFailed, FAILED,    -
            STARTING,  output,      RUNNING,   -
            STARTING,  progress,    RUNNING,   -
            STARTING,  limit,       FINISHING, Interrupt
            STARTING,  unusable,    FINISHING, Interrupt
            STARTING,  turnedAway,  STARTING,  -
            STARTING,  exit0,       FINISHED,  -
            STARTING,  exit255,     FINISHED,  -
            STARTING,  exit1,       FAILED,    -
            STARTING,  signal9,     KILLED,    -
            RUNNING,   start,       RUNNING,   -
            RUNNING,   stop,        FINISHING, Interrupt
            RUNNING,   restart,     FINISHING, Interrupt
            RUNNING,   spawned,     RUNNING,   -
            RUNNING,   spawnFailed, FAILED,    -
            RUNNING,   output,      RUNNING,   -
            RUNNING,   progress,    RUNNING,   -
            RUNNING,   limit,       FINISHING, Interrupt
            RUNNING,   unusable,    FINISHING, Interrupt
            RUNNING,   turnedAway,  RUNNING,   -
            RUNNING,   exit0,       FINISHED,  -
            RUNNING,   exit255,     FINISHED,  -
            RUNNING,   exit1,       FAILED,    -
            RUNNING,   signal9,     KILLED,    -
            FINISHING, start,       FINISHING, -
            FINISHING, stop,        FINISHING, -
            FINISHING, restart,     FINISHING, -
            FINISHING, spawned,     FINISHING, Interrupt
            FINISHING, spawnFailed, FAILED,    -
            FINISHING, output,      FINISHING, -
            FINISHING, progress,    FINISHING, -
            FINISHING, limit,       FINISHING, -
            FINISHING, unusable,    FINISHING, -
            FINISHING, turnedAway,  FINISHING, -
            FINISHING, exit0,       FINISHED,  -
            FINISHING, exit255,     FINISHED,  -
            FINISHING, exit1,       FAILED,    -
            FINISHING, signal9,     KILLED,    -
            FAILED,    start,       STARTING,  Spawn
            FAILED,    stop,        FAILED,    -
            FAILED,    restart,     FAILED,    -
            FAILED,    spawned,     FAILED,    Kill
            FAILED,    spawnFailed, FAILED,    -
            FAILED,    output,      FAILED,    -
            FAILED,    progress,    FAILED,    -
            FAILED,    limit,       FAILED,    -
            FAILED,    unusable,    FAILED,    -
            FAILED,    turnedAway,  FAILED,    -
            FAILED,    exit0,       FAILED,    -
            FAILED,    exit255,     FAILED,    -
            FAILED,    exit1,       FAILED,    -
            FAILED,    signal9,     FAILED,    -
            KILLED,    start,       STARTING,  Spawn
            KILLED,    stop,        KILLED,    -
            KILLED,    restart,     KILLED,    -
            KILLED,    spawned,     KILLED,    Kill
            KILLED,    spawnFailed, KILLED,    -
            KILLED,    output,      KILLED,    -
            KILLED,    progress,    KILLED,    -
            KILLED,    limit,       KILLED,    -
            KILLED,    unusable,    KILLED,    -
            KILLED,    turnedAway,  KILLED,    -
            KILLED,    exit0,       KILLED,    -
            KILLED,    exit255,     KILLED,    -
            KILLED,    exit1,       KILLED,    -
            KILLED,    signal9,     KILLED,    -
            """)
    void movesAsTheTableSays(ProcessState before, String input, ProcessState after, String effect) {
        ProcessMachine machine = machineIn(before);

        List<ProcessEffect> effects = machine.handle(input(input), 0);

        assertThat(machine.state()).isEqualTo(after);
        List<String> actions = new ArrayList<>();
        ProcessState last = before;
        for (ProcessEffect each : effects) {
            switch (each) {
                case ProcessEffect.Spawn _ -> actions.add("Spawn");
                case ProcessEffect.Interrupt _ -> actions.add("Interrupt");
                case ProcessEffect.Kill _ -> actions.add("Kill");
                case ProcessEffect.StateChanged changed -> {
                    assertThat(changed.from()).isEqualTo(last);
                    assertThat(changed.to()).isIn(ALLOWED.get(last));
                    last = changed.to();
                }
            }
        }
        assertThat(actions).isEqualTo(effect.equals("-") ? List.of() : List.of(effect));
        assertThat(last).isEqualTo(after);
    }

    @Test
    void tableHasEveryPair() throws NoSuchMethodException {
        CsvSource table = ProcessMachineTableTest.class
                .getDeclaredMethod(
                        "movesAsTheTableSays", ProcessState.class, String.class, ProcessState.class, String.class)
                .getAnnotation(CsvSource.class);
        List<String> pairs = table.textBlock()
                .lines()
                .map(line -> line.strip().replaceAll("\\s", ""))
                .map(line -> line.split(",", -1)[0] + "," + line.split(",", -1)[1])
                .toList();

        List<String> expected = new ArrayList<>();
        for (ProcessState state : ProcessState.values()) {
            for (String input : INPUTS) {
                expected.add(state + "," + input);
            }
        }
        assertThat(pairs).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static ProcessMachine machineIn(ProcessState state) {
        ProcessMachine machine =
                new ProcessMachine(new RestartPolicy(true, Duration.ofSeconds(2), Duration.ofSeconds(10)));
        List<String> path = switch (state) {
            case FINISHED -> List.of();
            case STARTING -> List.of("start", "spawned");
            case RUNNING -> List.of("start", "spawned", "output");
            case FINISHING -> List.of("start", "spawned", "output", "restart");
            case FAILED -> List.of("start", "spawned", "output", "exit1", "stop");
            case KILLED -> List.of("start", "spawned", "output", "signal9", "stop");
        };
        path.forEach(each -> machine.handle(input(each), 0));
        assertThat(machine.state()).isEqualTo(state);
        return machine;
    }

    private static ProcessInput input(String name) {
        return switch (name) {
            case "start" -> new ProcessInput.OrderedStart();
            case "stop" -> new ProcessInput.OrderedStop();
            case "restart" -> new ProcessInput.OrderedRestart();
            case "spawned" -> new ProcessInput.Spawned(42);
            case "spawnFailed" -> new ProcessInput.SpawnFailed("no such file");
            case "output" -> new ProcessInput.OutputSeen();
            case "progress" -> new ProcessInput.Progressed();
            case "limit" -> new ProcessInput.LimitExceeded("above its limit");
            case "unusable" -> new ProcessInput.Unusable("nobody can watch it");
            case "turnedAway" -> new ProcessInput.TurnedAway(Duration.ofSeconds(60));
            case "exit0" -> new ProcessInput.Exited(new ExitStatus.Code(0));
            case "exit255" -> new ProcessInput.Exited(new ExitStatus.Code(255));
            case "exit1" -> new ProcessInput.Exited(new ExitStatus.Code(1));
            case "signal9" -> new ProcessInput.Exited(new ExitStatus.Signal(9));
            default -> throw new IllegalArgumentException(name);
        };
    }
}
