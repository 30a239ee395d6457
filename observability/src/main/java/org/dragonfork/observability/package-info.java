/** Writes the dashboards of Grafana and the rules for Kubernetes into the deploy bundle. */
@NullMarked
package org.dragonfork.observability;

import org.jspecify.annotations.NullMarked;
