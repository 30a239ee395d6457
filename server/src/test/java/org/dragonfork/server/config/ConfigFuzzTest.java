package org.dragonfork.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dragonfork.server.json.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whatever stands in the file and in the environment: a configuration or a list of mistakes, never an exception. */
class ConfigFuzzTest {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "true",
            "0",
            "-1",
            "8080",
            ":8080",
            "99999999999999999999",
            "1e9",
            "a\nb",
            "\u0000",
            "10.0.0.0/8",
            "10.0.0.0/99",
            "[::1]:80",
            "((((",
            "*",
            "https://a",
            "turn:h|u|p",
            "\ud83d\ude00",
            "x".repeat(3_000),
            "../../etc",
            "\"",
            "{}");

    private final Random random = new Random(20260503);

    @Test
    void anyVariablesGiveAConfigurationOrMistakes() {
        for (int round = 0; round < 3_000; round++) {
            Map<String, String> environment = new HashMap<>();
            for (ConfigKey key : ConfigKey.values()) {
                if (random.nextInt(10) == 0) {
                    environment.put(key.environmentName(), text());
                }
            }
            check(new ConfigInput(Map.of(), environment, Map.of(), FileContent.NONE));
        }
    }

    @Test
    void anyFileGivesAConfigurationOrMistakes() {
        for (int round = 0; round < 3_000; round++) {
            ObjectNode root = JsonNodeFactory.instance.objectNode();
            for (ConfigKey key : ConfigKey.values()) {
                if (random.nextInt(10) == 0) {
                    put(root, key.key().split("\\.", -1), value(3));
                }
            }
            FileContent content = FileContent.of(root, "config.json", Instant.EPOCH);
            check(new ConfigInput(Map.of(), Map.of(), Map.of(), content));
        }
    }

    @Test
    void anyTextIsReadAsDotEnv() {
        for (int round = 0; round < 3_000; round++) {
            String line = text() + (random.nextBoolean() ? "=" : "\n") + text();
            assertThat(DotEnv.parse(line).variables().size()
                            + DotEnv.parse(line).badLines().size())
                    .isLessThanOrEqualTo(4);
        }
    }

    private static void check(ConfigInput input) {
        switch (ConfigReader.read(input)) {
            case ConfigReading.Valid valid ->
                assertThat(Json.readOwn(ConfigDocument.json(valid, Instant.EPOCH))
                                .path("config")
                                .path("id")
                                .asString())
                        .isEqualTo(valid.config().id());
            case ConfigReading.Invalid invalid ->
                assertThat(invalid.mistakes())
                        .isNotEmpty()
                        .allSatisfy(mistake ->
                                assertThat(mistake.line()).hasLineCount(1).hasSizeLessThan(600));
        }
    }

    private static void put(ObjectNode root, String[] names, JsonNode value) {
        ObjectNode group = root;
        for (int i = 0; i < names.length - 1; i++) {
            group = group.get(names[i]) instanceof ObjectNode there ? there : group.putObject(names[i]);
        }
        group.set(names[names.length - 1], value);
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> JsonNodeFactory.instance.numberNode(random.nextInt());
            case 1 -> JsonNodeFactory.instance.numberNode(random.nextDouble());
            case 2 -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            case 3 -> JsonNodeFactory.instance.nullNode();
            case 4 -> JsonNodeFactory.instance.stringNode(text());
            case 5 -> JsonNodeFactory.instance.arrayNode().add(value(depth - 1)).add(text());
            default -> JsonNodeFactory.instance.objectNode().set(text(), value(depth - 1));
        };
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
