//! The list of articles, whole or folded to a rail.

use super::claims::{ARTICLES_SHARE, claims_ui};
use super::focus_frame;
use super::{muted, section, status_letter};
use crate::app::{App, Command, Counts, Region, words};
use crate::compare::Coverage;
use crate::model::{Article, ArticleId, EffectiveStatus, Role, Status};
use crate::text::visible::shown;
use crate::ui::theme::{self, Theme, size};
use egui::{Align2, Label, Rect, RichText, ScrollArea, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};
use std::borrow::Cow;

/// Shows the list of articles.
pub fn articles_ui(ui: &mut Ui, app: &mut App) -> Vec<Command> {
    let mut chosen = Vec::new();
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        section(ui, "Articles");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let fold = ui
                .add(egui::Button::new("‹").small().frame(false))
                .on_hover_text(super::command_tooltip(app, Command::ToggleLeft));
            fold.widget_info(|| {
                WidgetInfo::labeled(egui::Role::Button, true, "Fold the list of articles")
            });
            if fold.clicked() {
                chosen.push(Command::ToggleLeft);
            }
            let add = ui
                .add(egui::Button::new("+").small().frame(false))
                .on_hover_text(super::command_tooltip(app, Command::AddArticles));
            add.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, "Add articles"));
            if add.clicked() {
                chosen.push(Command::AddArticles);
            }
        });
    });
    ui.add_space(4.0);
    let shows_claims = shows_claims(app);
    let height = ui.available_height();
    let share = if shows_claims { ARTICLES_SHARE } else { 1.0 };
    ScrollArea::vertical()
        .id_salt("articles")
        .max_height(height * share)
        .auto_shrink([false, shows_claims])
        .show(ui, |ui| {
            for (index, article) in app.articles_in_order().into_iter().enumerate() {
                article_ui(ui, app, &article, index + 1);
                ui.add_space(2.0);
            }
        });
    if shows_claims {
        chosen.extend(claims_ui(ui, app));
    }
    chosen
}

/// Only while no board lists the claims below.
fn shows_claims(app: &App) -> bool {
    !app.is_empty() && !app.view.shows_board()
}

fn article_ui(ui: &mut Ui, app: &mut App, article: &Article, number: usize) {
    let theme = Theme::of(ui.ctx());
    let is_focused = app
        .focused_article()
        .is_some_and(|focused| focused.id == article.id);
    let counts = app
        .marks
        .article(article.id)
        .map(|marks| marks.counts)
        .unwrap_or_default();
    let whose = app.whose_counts_in(article.id);
    let fill = if is_focused {
        theme.chip
    } else {
        egui::Color32::TRANSPARENT
    };
    let frame = egui::Frame::new()
        .fill(fill)
        .corner_radius(7)
        .inner_margin(egui::Margin::symmetric(8, 7));
    let inner = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.add(
            Label::new(RichText::new(article_name(article)).font(theme::shell_strong(13.0)))
                .truncate(),
        );
        let published = &article.meta().published;
        let date = if published.is_empty() {
            "no date".to_owned()
        } else {
            shown_date(published)
        };
        let read = if app.has_read(article.id) {
            " · read"
        } else {
            ""
        };
        let seals = app.article_seal_lines(article);
        let sealed = match seals.iter().any(|(holds, _)| *holds) {
            _ if seals.is_empty() => "",
            true => " · signed off",
            false => " · sign-off broken",
        };
        let line = format!("{} · {date}{read}{sealed}", words::role(article.role()));
        let line = ui.add(Label::new(muted(ui, line)).truncate());
        if !seals.is_empty() {
            let lines: Vec<&str> = seals.iter().map(|(_, line)| line.as_str()).collect();
            line.on_hover_text(lines.join("\n"));
        }
        if counts.total() > 0 {
            counts_ui(ui, counts, whose);
            if article.role() == Role::Check
                && let Some(coverage) = app.coverage(article.id)
            {
                coverage_ui(ui, coverage, whose);
            }
        }
    });
    let response = ui.interact(
        inner.response.rect,
        egui::Id::unique(("article", article.id)),
        Sense::click(),
    );
    response.widget_info(|| {
        let label = format!(
            "{}, {}, {}",
            article_name(article),
            words::role(article.role()),
            match whose {
                Some(_) => words::count(counts.total(), "mark of yours", "marks of yours"),
                None => words::count(counts.total(), "mark", "marks"),
            }
        );
        WidgetInfo::selected(egui::Role::ListItem, true, is_focused, label)
    });
    if is_focused && app.view.focus_list == Some(Region::Left) {
        app.view.focus_list = None;
        response.request_focus();
    }
    focus_frame(ui, &response);
    let tooltip = format!(
        "{}\n{} ({})",
        article_name(article),
        article.meta().file_name,
        u8::try_from(number).map_or_else(
            |_| String::new(),
            |number| app.shown_key(Command::FocusArticle(number))
        )
    );
    let response = response.on_hover_text(tooltip);
    if response.clicked() {
        app.focus_article(article.id);
    }
    article_menu(app, article, &response);
}

/// What the right button offers on an article.
fn article_menu(app: &mut App, article: &Article, response: &egui::Response) {
    let id: ArticleId = article.id;
    response.context_menu(|ui| {
        let switch = match article.role() {
            Role::Check => "Use to compare",
            Role::Compare => "Use to check",
        };
        if ui.button(switch).clicked() {
            app.toggle_role_of(id);
            ui.close();
        }
        for command in [
            Command::EditArticle,
            Command::OpenArticleAddress,
            Command::OpenArticleArchive,
            Command::SplitPane,
            Command::SignOffArticle,
            Command::RemoveArticle,
        ] {
            if ui.button(command.label()).clicked() {
                app.focus_article(id);
                app.run(command);
                ui.close();
            }
        }
    });
}

/// The name by which lists and panes call an article: its title.
#[must_use]
pub fn article_name(article: &Article) -> Cow<'_, str> {
    shown(article.display_title())
}

/// "2023-03-12" as "12 March 2023"; what is no whole date as it stands.
#[must_use]
pub fn shown_date(published: &str) -> String {
    match published
        .get(..10)
        .unwrap_or(published)
        .parse::<jiff::civil::Date>()
    {
        Ok(date) => date.strftime("%-d %B %Y").to_string(),
        Err(_not_a_date) => published.to_owned(),
    }
}

/// "V 3  U 1", each in its colour.
fn counts_ui(ui: &mut Ui, counts: Counts, whose: Option<&str>) {
    let theme = Theme::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        for (status, count) in by_status(counts) {
            if count > 0 {
                let text = format!("{} {count}", words::letter(status));
                ui.label(
                    RichText::new(text)
                        .font(theme::shell_strong(11.5))
                        .color(theme.status(status)),
                )
                .on_hover_text(format!("{count} {}", status.word()));
            }
        }
        if let Some(whose) = whose {
            ui.label(muted(ui, whose));
        }
    });
}

/// The counts in the order of the keys.
#[must_use]
pub fn by_status(counts: Counts) -> [(EffectiveStatus, usize); 4] {
    [
        (EffectiveStatus::Tagged(Status::Verified), counts.verified),
        (
            EffectiveStatus::Tagged(Status::Unverified),
            counts.unverified,
        ),
        (
            EffectiveStatus::Tagged(Status::Conflicting),
            counts.conflicting,
        ),
        (EffectiveStatus::Disputed, counts.disputed),
    ]
}

/// Which share of the words is marked, and as what.
fn coverage_ui(ui: &mut Ui, coverage: Coverage, whose: Option<&str>) {
    let theme = Theme::of(ui.ctx());
    let marked = coverage.percent(coverage.marked());
    let verified = coverage.percent(coverage.verified);
    let whose = match whose {
        Some(whose) => format!("{whose}: "),
        None => String::new(),
    };
    let text = format!("{whose}marked {marked} %, verified {verified} %");
    ui.add(Label::new(muted(ui, text)).truncate());
    ui.add_space(2.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), Sense::hover());
    ui.painter().rect_filled(rect, 2.0, theme.line);
    let shares = [
        (EffectiveStatus::Tagged(Status::Verified), coverage.verified),
        (
            EffectiveStatus::Tagged(Status::Unverified),
            coverage.unverified,
        ),
        (
            EffectiveStatus::Tagged(Status::Conflicting),
            coverage.conflicting,
        ),
        (EffectiveStatus::Disputed, coverage.disputed),
    ];
    let mut left = rect.left();
    for (status, words) in shares {
        let width = rect.width() * words as f32 / coverage.words.max(1) as f32;
        let part = Rect::from_min_max(pos2(left, rect.top()), pos2(left + width, rect.bottom()));
        ui.painter().rect_filled(part, 2.0, theme.status(status));
        left += width;
    }
}

/// Shows the list folded: a number for each article.
pub fn rail_ui(ui: &mut Ui, app: &mut App) -> Vec<Command> {
    let mut chosen = Vec::new();
    let theme = Theme::of(ui.ctx());
    ui.add_space(8.0);
    ui.vertical_centered(|ui| {
        let open = ui.add(
            egui::Button::new("☰")
                .frame(false)
                .min_size(Vec2::splat(28.0)),
        );
        open.widget_info(|| {
            WidgetInfo::labeled(egui::Role::Button, true, "Show the list of articles")
        });
        if open
            .on_hover_text(super::command_tooltip(app, Command::ToggleLeft))
            .clicked()
        {
            chosen.push(Command::ToggleLeft);
        }
        ui.add_space(4.0);
        for (index, article) in app.articles_in_order().into_iter().enumerate() {
            let is_focused = app
                .focused_article()
                .is_some_and(|focused| focused.id == article.id);
            let (rect, response) =
                ui.allocate_exact_size(Vec2::splat(size::RAIL - 12.0), Sense::click());
            let fill = if is_focused || response.hovered() {
                theme.chip
            } else {
                egui::Color32::TRANSPARENT
            };
            ui.painter().rect_filled(rect, 7.0, fill);
            let color = if article.role() == Role::Check {
                theme.ink
            } else {
                theme.muted
            };
            ui.painter().text(
                rect.center(),
                Align2::CENTER_CENTER,
                index + 1,
                theme::shell_strong(13.0),
                color,
            );
            if is_focused && app.view.focus_list == Some(Region::Left) {
                app.view.focus_list = None;
                response.request_focus();
            }
            focus_frame(ui, &response);
            response.widget_info(|| {
                WidgetInfo::selected(
                    egui::Role::ListItem,
                    true,
                    is_focused,
                    article_name(&article),
                )
            });
            if response
                .on_hover_text(format!(
                    "{}, {}",
                    article_name(&article),
                    words::role(article.role())
                ))
                .clicked()
            {
                app.focus_article(article.id);
            }
        }
        let counts = app.marks.counts();
        ui.add_space(10.0);
        if let Some(whose) = app.whose_counts() {
            // The rail is narrower than the word in its usual size.
            let whose = muted(ui, whose).font(theme::shell(10.5));
            ui.add(Label::new(whose).extend());
        }
        for (status, count) in by_status(counts)
            .into_iter()
            .filter(|(_, count)| *count > 0)
        {
            status_letter(ui, status);
            ui.label(muted(ui, count.to_string()));
        }
    });
    chosen
}
