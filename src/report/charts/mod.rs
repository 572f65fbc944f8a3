//! The charts: one file per kind, all drawn with plotters on one kind of surface, for a wide and a narrow page.

mod axis;
mod canvas;
mod export;
mod font;
mod heatmap;
pub(crate) mod palette;
mod ranking;
mod shares;
mod timeline;
mod voices;

pub(crate) use axis::{Axis, Mark};
pub(crate) use export::{FileWords, Renderer, inline, png, svg};
pub(crate) use font::Fonts;
pub(crate) use heatmap::{HeatCell, Heatmap, edges};
pub(crate) use ranking::{Ranking, RankingRow};
pub(crate) use shares::{Shares, SharesRow};
pub(crate) use timeline::{Panel, Timeline};
pub(crate) use voices::{VoicesChart, VoicesRow};

use canvas::Drawing;

/// The page a chart is drawn for: a telephone is not a small screen but another layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    Wide,
    Narrow,
}

impl Width {
    /// Width in logical pixels.
    pub(crate) const fn px(self) -> f64 {
        match self {
            Self::Wide => 820.0,
            Self::Narrow => 350.0,
        }
    }

    /// Size of text.
    pub(crate) const fn text(self) -> f64 {
        match self {
            Self::Wide => 13.5,
            Self::Narrow => 13.0,
        }
    }

    /// Size of secondary text.
    pub(crate) const fn small(self) -> f64 {
        match self {
            Self::Wide => 12.0,
            Self::Narrow => 11.5,
        }
    }
}

/// What a chart shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Plot {
    Heatmap(Heatmap),
    Ranking(Ranking),
    Timeline(Timeline),
    Shares(Shares),
    Voices(VoicesChart),
}

impl Plot {
    /// Draws it.
    pub(crate) fn draw(&self, width: Width, fonts: &Fonts) -> Drawing {
        match self {
            Self::Heatmap(chart) => chart.draw(width, fonts),
            Self::Ranking(chart) => chart.draw(width, fonts),
            Self::Timeline(chart) => chart.draw(width, fonts),
            Self::Shares(chart) => chart.draw(width, fonts),
            Self::Voices(chart) => chart.draw(width, fonts),
        }
    }
}

/// A chart as a file: text in outlines, so that it looks the same everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Name without extension: `heatmap`, `actor-01-mali-timeline`, …
    pub name: String,
    /// The SVG document.
    pub svg: String,
}
