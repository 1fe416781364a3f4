package org.recu.record;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * An image that could not be read, and its substitute: a line of {@code bad_images.jsonl}, where
 * these names are in snake case.
 *
 * @param half of the set, {@code train} or {@code test}
 * @param epoch counted from 0
 * @param step counted from 0 over the whole run; for a test image, the last step before it
 * @param index of the bad image in its half, from 0
 * @param file of the bad image
 * @param problem what was wrong with it
 * @param substituteIndex of the substitute in the half
 * @param substitute file of the substitute
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record BadImageReport(
    String half,
    int epoch,
    long step,
    int index,
    String file,
    String problem,
    int substituteIndex,
    String substitute) {}
