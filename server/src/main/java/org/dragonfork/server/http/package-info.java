/** The HTTP side: who may come in, WHEP, the API, health probes and pages; knows the service, no socket of media. */
@NullMarked
package org.dragonfork.server.http;

import org.jspecify.annotations.NullMarked;
