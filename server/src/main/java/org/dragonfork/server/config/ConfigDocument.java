package org.dragonfork.server.config;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dragonfork.server.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The configuration as the API shows it: every known key with the value that counts, secrets masked. */
public final class ConfigDocument {
    private ConfigDocument() {}

    /** @param loadedAt when this configuration was read */
    public static String json(ConfigReading.Valid configuration, Instant loadedAt) {
        ConfigReading.FileDates dates = configuration.dates().orElse(new ConfigReading.FileDates(loadedAt, loadedAt));
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("created_at", dates.createdAt().toString());
        root.put("version", 3);
        configuration.settings().forEach(setting -> put(root, setting));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("created_at", dates.createdAt().toString());
        document.put("loaded_at", loadedAt.toString());
        document.put("updated_at", dates.updatedAt().toString());
        document.put("config", root);
        document.put(
                "overrides",
                configuration.settings().stream()
                        .filter(Setting::override)
                        .map(Setting::key)
                        .toList());
        return Json.write(document);
    }

    private static void put(ObjectNode root, Setting setting) {
        String[] names = setting.key().split("\\.", -1);
        ObjectNode group = root;
        for (int i = 0; i < names.length - 1; i++) {
            group = group.get(names[i]) instanceof ObjectNode there ? there : group.putObject(names[i]);
        }
        String name = names[names.length - 1];
        switch (setting.form()) {
            case TEXT -> group.put(name, setting.text());
            case FLAG ->
                group.put(name, List.of("1", "t", "T", "true", "TRUE", "True").contains(setting.text()));
            case NUMBER -> {
                if (setting.text().matches("[0-9]{1,9}")) {
                    group.put(name, Integer.parseInt(setting.text()));
                } else {
                    group.putNull(name);
                }
            }
            case LIST, WORDS -> {
                ArrayNode list = group.putArray(name);
                setting.parts().forEach(list::add);
            }
        }
    }
}
