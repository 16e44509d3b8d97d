package org.brixianode.lab.run;

/** The validation set has images that the model to fine-tune was trained on. */
public final class SeenValidationException extends Exception {

    private static final long serialVersionUID = 1L;

    SeenValidationException(String message) {
        super(message);
    }
}
