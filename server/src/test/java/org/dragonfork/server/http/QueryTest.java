package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class QueryTest {
    @Test
    void decodesNamesAndValues() {
        Query query = Query.parse("filter=state%2Creport,%20metadata&id=a%3Ab&id=c+d&&flag&=x");

        assertThat(query.list("filter")).containsExactly("state", "report", "metadata");
        assertThat(query.list("id")).containsExactly("a:b", "c d");
        assertThat(query.first("flag")).contains("");
        assertThat(query.first("nothing")).isEmpty();
    }

    @Test
    void leavesOutWhatCannotBeDecoded() {
        assertThat(Query.parse("a=%zz&b=%ff&c=1").pairs()).containsExactly(new Query.Pair("c", "1"));
    }
}
