package org.dragonfork.server.planted.egress.media;

/** Neither final nor sealed. */
public class CanBeExtended {
    protected CanBeExtended() {}
}
