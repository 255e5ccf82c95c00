package dev.halley.embedded;

/**
 * How it stands with the logs, for the operator.
 *
 * @param channels how many are in memory
 * @param journaled how many messages are in the journal and not yet in their place
 * @param unforced whether something is not on the disk that nobody waits for: lazy messages, or
 *     work on the file itself
 * @param tailBytes what the newest messages of the followed channels weigh in memory
 * @param fileBytes how large the file is
 */
public record Figures(
    int channels, long journaled, boolean unforced, long tailBytes, long fileBytes) {}
