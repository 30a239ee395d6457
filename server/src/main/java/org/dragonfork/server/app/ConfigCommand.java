package org.dragonfork.server.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.dragonfork.server.config.ConfigLoader;
import org.dragonfork.server.config.ConfigReading;
import org.dragonfork.server.config.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code config}: looks at the configuration; starts and writes nothing. */
@Command(name = "config", description = "Check the configuration, or show what counts and where it comes from.")
final class ConfigCommand implements Callable<Integer> {
    /** What can be done with it. */
    enum Action {
        CHECK,
        SHOW
    }

    @Parameters(
            paramLabel = "ACTION",
            description = "check (says what is wrong, exit code 78 if anything is) or show (every key, its value, its"
                    + " source)")
    private Action action = Action.CHECK;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Starter starter;

    ConfigCommand(Starter starter) {
        this.starter = starter;
    }

    @Override
    public Integer call() {
        ConfigLoader loader = starter.loader(options);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        return switch (loader.read()) {
            case ConfigReading.Invalid invalid -> {
                Starter.complain(invalid, "so the server would not start", err);
                yield Starter.BAD_CONFIGURATION;
            }
            case ConfigReading.Valid valid -> {
                switch (action) {
                    case CHECK -> check(valid, loader, out);
                    case SHOW -> show(valid, loader, out);
                }
                yield 0;
            }
        };
    }

    private static void check(ConfigReading.Valid valid, ConfigLoader loader, PrintWriter out) {
        valid.notes().forEach(note -> out.println("note: " + note));
        out.println("The configuration is good. " + file(valid, loader));
    }

    private static void show(ConfigReading.Valid valid, ConfigLoader loader, PrintWriter out) {
        out.println("# " + file(valid, loader));
        table(valid.settings().stream().filter(Setting::hasEffect).toList(), out);
        List<Setting> inert = valid.settings().stream()
                .filter(setting -> !setting.hasEffect() && !setting.source().equals("default"))
                .toList();
        if (!inert.isEmpty()) {
            out.println("# Known, but without effect in this version:");
            table(inert, out);
        }
    }

    private static void table(List<Setting> settings, PrintWriter out) {
        int key = settings.stream().mapToInt(s -> s.key().length()).max().orElse(0);
        int value = settings.stream().mapToInt(s -> s.text().length()).max().orElse(0);
        for (Setting setting : settings) {
            out.println((pad(setting.key(), key) + " = " + pad(setting.text(), Math.min(value, 40)) + "  # "
                            + setting.source())
                    .stripTrailing());
        }
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String file(ConfigReading.Valid valid, ConfigLoader loader) {
        return valid.dates().isPresent()
                ? "The file is " + loader.path() + "."
                : "There is no file; it would be " + loader.path() + ".";
    }
}
