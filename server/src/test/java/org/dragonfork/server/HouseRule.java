package org.dragonfork.server;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * One rule of the house.
 *
 * @param title what it says, with its number in {@code ARCHITECTURE.md}
 * @param offenders planted types, each of which breaks it, by their name under the root
 */
record HouseRule(String title, ArchRule rule, List<String> offenders) {
    HouseRule(String title, ArchRule rule, String... offenders) {
        this(title, rule.as(title), List.of(offenders));
    }

    @Override
    public String toString() {
        return title;
    }
}
