//! Rates, budgets, expenses and exchange rates: a change is a new row, a correction is the same.

use crate::Home;
use crate::records::{IntoRecord, counts, day, import, month, source};
use model::money::{Currency, Minor};
use model::records::{BudgetAmount, BudgetRecord, ExchangeRateRecord, ExpenseRecord, RateRecord};
use model::time::Seconds;
use store::RecordKind::{Budget, ExchangeRate, Expense, Rate};

fn currency(code: &str) -> Currency {
    Currency::new(code).unwrap()
}

fn rate() -> RateRecord {
    RateRecord {
        project: None,
        person: Some("ann".to_owned()),
        role: None,
        from: day("2026-01-01"),
        hourly: Minor(8_050),
        currency: currency("EUR"),
    }
}

fn budget() -> BudgetRecord {
    BudgetRecord {
        project: "Payroll".to_owned(),
        from: Some(day("2026-01-01")),
        to: None,
        amount: BudgetAmount::Money {
            amount: Minor(10_000_000),
            currency: currency("EUR"),
        },
        revision: 1,
        author: Some("fin".to_owned()),
        revised_on: Some(day("2025-12-01")),
        reason: Some("plan".to_owned()),
    }
}

fn expense() -> ExpenseRecord {
    ExpenseRecord {
        key: "E-1".to_owned(),
        project: "Payroll".to_owned(),
        vendor: Some("Acme".to_owned()),
        day: day("2026-01-31"),
        amount: Minor(i64::MAX),
        currency: currency("JPY"),
        is_invoice: true,
    }
}

fn exchange() -> ExchangeRateRecord {
    ExchangeRateRecord {
        from: currency("USD"),
        to: currency("EUR"),
        month: month("2026-01"),
        millionths: 921_500,
    }
}

pub(crate) async fn rates_budgets_and_expenses(home: Home) {
    let store = home.store;
    let (rate, budget, expense, exchange) = (rate(), budget(), expense(), exchange());
    let raise = RateRecord {
        from: day("2026-07-01"),
        hourly: Minor(8_500),
        ..rate.clone()
    };
    let hours = BudgetRecord {
        amount: BudgetAmount::Time {
            seconds: Seconds(360_000),
        },
        ..budget.clone()
    };
    let revised = BudgetRecord {
        revision: 2,
        ..budget.clone()
    };
    let all = [
        rate.clone().record(),
        raise.clone().record(),
        budget.clone().record(),
        hours.clone().record(),
        revised.clone().record(),
        expense.clone().record(),
        exchange.clone().record(),
    ];
    import(&store, all.clone()).await;
    let again = import(&store, all).await;
    let kinds = [Rate, Budget, Expense, ExchangeRate];
    assert_eq!(kinds.map(|kind| counts(&again, kind).2), [2, 3, 1, 1]);
    assert_eq!(again.counts.values().map(|counts| counts.total()).sum::<u64>(), 7);
    let from = |record| (source("jira"), record);
    assert_eq!(store.rates().await.unwrap(), [rate.clone(), raise].map(from));
    let from = |record| (source("jira"), record);
    assert_eq!(store.budgets().await.unwrap(), [budget, hours, revised].map(from));
    assert_eq!(store.expenses().await.unwrap(), [(source("jira"), expense)]);
    assert_eq!(
        store.exchange_rates().await.unwrap(),
        [(source("jira"), exchange)]
    );

    let corrected = RateRecord {
        hourly: Minor(8_051),
        ..rate
    };
    assert_eq!(
        counts(&import(&store, [corrected.clone().record()]).await, Rate),
        (0, 1, 0)
    );
    assert_eq!(store.rates().await.unwrap()[0].1, corrected);
}
