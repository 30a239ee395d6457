/** The fake world of the tests: network, viewer, FFmpeg and handshake that live in virtual time. */
@NullMarked
package org.dragonfork.testkit;

import org.jspecify.annotations.NullMarked;
