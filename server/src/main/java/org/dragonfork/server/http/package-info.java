/** The HTTP side: WHEP, the read-only views, health probes and pages; knows the service, no socket of media. */
@NullMarked
package org.dragonfork.server.http;

import org.jspecify.annotations.NullMarked;
