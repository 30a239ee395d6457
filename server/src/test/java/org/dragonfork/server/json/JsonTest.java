package org.dragonfork.server.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JsonTest {
    @Test
    void refusesANameThatStandsTwiceAndNamesIt() {
        assertThat(refusal("{\"input\": [{\"id\": \"a\",\n \"id\": \"b\"}]}"))
                .isEqualTo("field input.0.id, line 2, column 6: this name stands twice");
    }

    @Test
    void refusesWhatIsNestedTooDeeplyAndSaysHowDeepItMayBe() {
        String deep = "{\"a\":" + "[".repeat(65) + "]".repeat(65) + "}";

        assertThat(refusal(deep)).startsWith("field a.0").endsWith("nested deeper than 64 levels");
        assertThat(refusal("[".repeat(1_000_000))).endsWith("nested deeper than 64 levels");
    }

    @Test
    void readsWhatIsJustWithinTheLimit() {
        String deep = "[".repeat(64) + "]".repeat(64);

        assertThat(Json.read(deep, JsonLimits.REQUEST)).isInstanceOf(JsonReading.Read.class);
    }

    @Test
    void refusesWhatIsNoJsonAndSaysWhere() {
        assertThat(refusal("{\"id\": \"a\",}")).isEqualTo("field id, line 1, column 12: this is no valid JSON");
        assertThat(refusal("{\"id\": \"a\"} {}")).contains("line 1, column 13");
        assertThat(refusal("{\"id\": NaN}")).contains("no valid JSON");
        assertThat(refusal("{'id': 1}")).contains("no valid JSON");
        assertThat(refusal("{\"id\": \"\u0001\"}")).contains("no valid JSON");
        assertThat(refusal("{\"id\": " + "1".repeat(100) + "}")).contains("too long");
        assertThat(refusal("   ")).isEqualTo("there is no JSON in it");
    }

    @Test
    void takesAsFieldsOnlyWhatHasTheRightTypeAndNamesTheRest() {
        JsonFields fields = fields("""
                {"text": 1, "flag": "true", "whole": 1.5, "big": 1e400, "huge": 1e9999999, "negative": -1, "list": ["a", 2],
                 "object": [], "objects": [{}, 3], "nothing": null, "inner": {"text": false}}
                """);

        assertThat(fields.text("text", "x")).isEqualTo("x");
        assertThat(fields.flag("flag", true)).isTrue();
        assertThat(fields.whole("whole", 7, 100)).isEqualTo(7);
        assertThat(fields.whole("big", 7, 100)).isEqualTo(7);
        assertThat(fields.number("huge", 7, 100)).isEqualTo(7);
        assertThat(fields.whole("negative", 7, 100)).isEqualTo(7);
        assertThat(fields.texts("list", java.util.List.of())).isEmpty();
        assertThat(fields.object("object")).isEmpty();
        assertThat(fields.objects("objects")).isEmpty();
        assertThat(fields.text("nothing", "fallback")).isEqualTo("fallback");
        fields.object("inner").orElseThrow().text("text", "");

        assertThat(fields.mistakes())
                .containsExactly(
                        "text must be a string",
                        "flag must be true or false",
                        "whole must be a whole number from 0 to 100",
                        "big must be a whole number from 0 to 100",
                        "huge must be a number from 0 to 100",
                        "negative must be a whole number from 0 to 100",
                        "list[1] must be a string",
                        "object must be an object",
                        "objects[1] must be an object",
                        "inner.text must be a string");
    }

    @Test
    void takesAWholeNumberInAnyNotation() {
        JsonFields fields = fields("{\"a\": 10, \"b\": 1e1, \"c\": 10.0}");

        assertThat(fields.whole("a", 0, 100)).isEqualTo(10);
        assertThat(fields.whole("b", 0, 100)).isEqualTo(10);
        assertThat(fields.whole("c", 0, 100)).isEqualTo(10);
        assertThat(fields.mistakes()).isEmpty();
    }

    @Test
    void keepsWhatNobodyAskedForInItsOrder() {
        JsonFields fields = fields("{\"z\": {\"deep\": [1, 2.50, null]}, \"known\": 1, \"a\": \"x\"}");
        fields.whole("known", 0, 10);

        assertThat(fields.rest())
                .containsExactly(
                        java.util.Map.entry("z", "{\"deep\":[1,2.50,null]}"), java.util.Map.entry("a", "\"x\""));
    }

    private static JsonFields fields(String text) {
        return JsonFields.of(Json.readOwn(text));
    }

    private static String refusal(String text) {
        return switch (Json.read(text, JsonLimits.REQUEST)) {
            case JsonReading.Refused(String why) -> why;
            case JsonReading.Read read -> throw new AssertionError("was read: " + read);
        };
    }
}
