package io.leadservice.pipeline;

/** What persistence did with a change of the models in use. */
public sealed interface ModelChanged {

    /** It is done, or was so before; nodes that score follow within their refresh time. */
    record Changed(ModelsInUse.InUse inUse) implements ModelChanged {}

    /** There is no model of this version for this place. */
    record NoSuchModel() implements ModelChanged {}

    /**
     * The model does not pass the checks of its file.
     *
     * @param why in a sentence
     */
    record Unsound(String why) implements ModelChanged {}

    /** No promotion is left to be undone. */
    record NothingBefore() implements ModelChanged {}
}
