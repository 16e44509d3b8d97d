package org.brixianode.lab.evaluate.page;

/** A drawing or table with the line that explains it. */
final class Figure {

    static Markup of(String title, Markup content, String explained) {
        return new Markup()
                .open("figure")
                .element("h3", title)
                .add(content)
                .element("figcaption", explained)
                .close("figure");
    }

    private Figure() {}
}
