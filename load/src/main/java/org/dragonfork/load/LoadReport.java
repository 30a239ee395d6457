package org.dragonfork.load;

/**
 * What a run found.
 *
 * @param undeleted sessions that could not be deleted: the server did not say where, or did not let them be
 * @param stopped whether somebody stopped it before its time
 */
record LoadReport(LoadPlan plan, Totals totals, Steady steady, long undeleted, boolean stopped) {
    /** Whether every viewer watched to the end. */
    boolean passed() {
        return totals.failed == 0 && totals.watched == plan.viewers();
    }
}
