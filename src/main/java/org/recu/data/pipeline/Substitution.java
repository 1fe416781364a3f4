package org.recu.data.pipeline;

/**
 * A record that could not be made an image, and the one that took its place. Which one that is
 * depends on seed, epoch and index alone.
 *
 * @param index of the bad record in its split
 * @param name of the bad record, such as its file's path
 * @param problem what was wrong with it
 * @param substituteIndex of the other record
 * @param substitute name of the other record; label and image are its own
 */
public record Substitution(
    int index, String name, String problem, int substituteIndex, String substitute) {}
