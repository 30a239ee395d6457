/** What every implementation of the DTLS port must do, played between two endpoints in memory. */
@NullMarked
package org.dragonfork.testkit.dtls;

import org.jspecify.annotations.NullMarked;
