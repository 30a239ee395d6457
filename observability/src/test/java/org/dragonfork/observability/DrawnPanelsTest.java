package org.dragonfork.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the drawing of a dashboard says without a browser; the picture itself is in {@link DrawDashboardTest}. */
class DrawnPanelsTest {
    private static final DrawnBoard.Span SPAN = new DrawnBoard.Span(0, 120, 60);
    private static final BoardFile HEALTH = BoardFile.of(HealthDashboard.UID);

    @Test
    void panelsWithoutSeriesAreMarkedEmpty() throws Exception {
        long panels = HEALTH.panels().stream()
                .filter(panel -> !panel.path("type").asString().equals("row"))
                .count();

        assertThat(emptyOf("[]")).isEqualTo(panels);
        assertThat(emptyOf("[{'metric':{},'value':[60,'NaN'],'values':[[60,'NaN']]}]"))
                .isEqualTo(panels);
        assertThat(emptyOf("[{'metric':{},'value':[60,'1'],'values':[[60,'1']]}]"))
                .isZero();
    }

    @Test
    void whatALabelSaysIsTextAndNoMarkup() throws Exception {
        String row = "[{'metric':{'core':'<script>x','stream_id':'<b>'},'value':[60,'1'],'values':[[60,'1']]}]";

        assertThat(html(row)).contains("&lt;script&gt;x").doesNotContain("<script>x");
    }

    private static long emptyOf(String rows) throws Exception {
        return Pattern.compile("data-empty='true'")
                .matcher(html(rows))
                .results()
                .count();
    }

    private static String html(String rows) throws Exception {
        return DrawnBoard.html(HEALTH, _ -> JsonMapper.shared().readTree(rows.replace('\'', '"')), SPAN);
    }
}
