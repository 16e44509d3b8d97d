package org.brixianode.lab.evaluate.page;

import org.brixianode.lab.evaluate.Bootstrap;

/** Explains the terms on the page. */
final class Glossary {

    static Markup of(Bootstrap bootstrap) {
        Markup list = new Markup().open("dl");
        term(
                list,
                "Brixia score",
                "Six lung zones, 0 to 3 each: 0 no abnormality, 1 interstitial, 2 interstitial and"
                        + " alveolar, interstitial dominant, 3 interstitial and alveolar, alveolar dominant."
                        + " The global score is their sum, 0 to 18.");
        term(
                list,
                "Expected score",
                "The mean of the scores 0 to 3 under the model's probabilities. The whole-number"
                        + " score follows from the probabilities by the rule in the model's card.");
        term(
                list,
                "MAE ± SD",
                "Mean absolute error: the mean of the absolute differences of two raters, and the"
                        + " standard deviation of these differences.");
        term(
                list,
                "95 % interval",
                ("Percentile bootstrap, %d resamples of whole images, seed %d. Several images of"
                                + " one patient count as independent, which makes intervals"
                                + " somewhat too narrow.")
                        .formatted(bootstrap.resamples(), bootstrap.seed()));
        term(
                list,
                "Weighted kappa",
                "Agreement beyond chance: 1 perfect, 0 as by chance. Linear weights count a"
                        + " disagreement by its distance, quadratic ones by the square of it.");
        term(
                list,
                "Bias, limits of agreement",
                "Bland and Altman: the mean difference of the global scores, and this ± 1.96"
                        + " standard deviations, between which about 95 % of differences lie.");
        term(
                list,
                "Expected calibration error",
                "Ten bins of the probability that the model gives to its chosen score; the mean"
                        + " gap between that probability and the share of scores equal to the"
                        + " senior reader's, weighted by the bins' sizes.");
        term(
                list,
                "Dice",
                "Overlap of the model's lungs with a human's outline: twice the common area by the"
                        + " sum of both areas; 1 is the same area.");
        term(
                list,
                "Constant",
                "Predicts the median score of each zone, taken from the same images. A model that"
                        + " is no better has learned nothing.");
        term(
                list,
                "Held out, training images",
                "An image counts as a training image if its file is, byte for byte, one that the"
                        + " model's card lists. A converted copy is not recognised.");
        return list.close("dl");
    }

    private static void term(Markup list, String term, String meaning) {
        list.element("dt", term).element("dd", meaning);
    }

    private Glossary() {}
}
