//! Claims themselves: made, changed, deleted; and that an article does not make one.

use super::{TieContext, TieError, Tying, history, shortened};
use crate::edit::Edit;
use crate::model::{
    Absence, ArticleId, Claim, ClaimId, ClaimRecord, Fate, FateKind, Project, Record, RecordRef,
    Register, Registers, SmallMap,
};

/// Makes a claim.
///
/// # Errors
/// Where it says nothing.
pub fn make(id: ClaimId, claim: Claim, context: TieContext) -> Result<Tying, TieError> {
    let claim = tidy(claim)?;
    let to = format!("claim: {}", shortened(&claim.statement));
    let record = ClaimRecord {
        id,
        claim: Register::new(claim),
        absent: SmallMap::new(),
        fate: None,
    };
    Ok(Tying {
        edit: Some(Edit::Batch(vec![
            Edit::Add(Box::new(Record::Claim(Box::new(record)))),
            history(id.0, context, None, Some(to)),
        ])),
        label: "new claim".to_owned(),
    })
}

/// Writes a claim anew.
///
/// # Errors
/// Where it is not there, or would say nothing.
pub fn change(
    project: &Project,
    id: ClaimId,
    claim: Claim,
    context: TieContext,
) -> Result<Tying, TieError> {
    let record = project.claim(id).ok_or(TieError::UnknownClaim(id))?;
    let claim = tidy(claim)?;
    let label = "change claim".to_owned();
    let before = &record.claim.value;
    if *before == claim && !record.claim.is_conflict() {
        return Ok(Tying { edit: None, label });
    }
    let from = format!("claim: {}", shortened(&before.statement));
    let to = if before.statement == claim.statement {
        format!("changed {}", changed_fields(before, &claim).join(", "))
    } else {
        format!("claim: {}", shortened(&claim.statement))
    };
    Ok(Tying {
        edit: Some(Edit::Batch(vec![
            Edit::Claim(id, record.claim.written(claim)),
            history(id.0, context, Some(from), Some(to)),
        ])),
        label,
    })
}

/// Deletes a claim. What is tied to it stays so, and states no claim as long as it is deleted.
///
/// # Errors
/// Where it is not there.
pub fn delete(project: &Project, id: ClaimId, context: TieContext) -> Result<Tying, TieError> {
    let record = project.claim(id).ok_or(TieError::UnknownClaim(id))?;
    let deleted = Fate {
        is: FateKind::Deleted,
        by: context.by,
        at: context.at,
    };
    let fate = record.decided(deleted);
    let from = format!("claim: {}", shortened(&record.claim.value.statement));
    Ok(Tying {
        edit: Some(Edit::Batch(vec![
            Edit::Fate(RecordRef::Claim(id), Some(fate)),
            history(id.0, context, Some(from), Some("deleted".to_owned())),
        ])),
        label: "delete claim".to_owned(),
    })
}

/// Says that an article does not make a claim.
///
/// # Errors
/// Where the claim or the article is not there.
pub fn say_absent(
    project: &Project,
    id: ClaimId,
    article: ArticleId,
    context: TieContext,
) -> Result<Tying, TieError> {
    let label = "does not say it";
    let said = Absence {
        by: Some(context.by),
        at: context.at,
    };
    absence(project, id, article, said, label, context)
}

/// Takes that back, whoever said it.
///
/// # Errors
/// As [`say_absent`].
pub fn take_absent_back(
    project: &Project,
    id: ClaimId,
    article: ArticleId,
    context: TieContext,
) -> Result<Tying, TieError> {
    let label = "take back \"does not say\"";
    let withdrawn = Absence {
        by: None,
        at: context.at,
    };
    absence(project, id, article, withdrawn, label, context)
}

fn absence(
    project: &Project,
    id: ClaimId,
    article: ArticleId,
    value: Absence,
    label: &str,
    context: TieContext,
) -> Result<Tying, TieError> {
    let record = project.claim(id).ok_or(TieError::UnknownClaim(id))?;
    let title = project
        .article(article)
        .ok_or(TieError::UnknownArticle(article))?
        .display_title();
    let label = label.to_owned();
    let before = record.absent.get(&article);
    let said_before = before.is_some_and(|before| before.value.by.is_some());
    let is_conflict = before.is_some_and(Register::is_conflict);
    // Who said it first keeps the word: saying it again adds nothing.
    if said_before == value.by.is_some() && !is_conflict {
        return Ok(Tying { edit: None, label });
    }
    let line = |is_said: bool| is_said.then(|| format!("{title} does not say it"));
    let (from, to) = (line(said_before), line(value.by.is_some()));
    let register = match before {
        Some(before) => before.written(value),
        None => Register::new(value),
    };
    Ok(Tying {
        edit: Some(Edit::Batch(vec![
            Edit::Absence(id, article, Some(register)),
            history(id.0, context, from, to),
        ])),
        label,
    })
}

/// A statement is one line without outer space.
fn tidy(claim: Claim) -> Result<Claim, TieError> {
    let words: Vec<&str> = claim.statement.split_whitespace().collect();
    let statement = words.join(" ");
    if statement.is_empty() {
        return Err(TieError::NoStatement);
    }
    Ok(Claim { statement, ..claim })
}

fn changed_fields(before: &Claim, after: &Claim) -> Vec<&'static str> {
    let Claim {
        statement,
        kind,
        note,
    } = after;
    [
        ("statement", *statement != before.statement),
        ("kind", *kind != before.kind),
        ("note", *note != before.note),
    ]
    .into_iter()
    .filter_map(|(name, differs)| differs.then_some(name))
    .collect()
}
