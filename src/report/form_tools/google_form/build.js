// Builds the self-assessment as a Google Form, in your own account.
//
// 1. Open https://script.google.com, choose New project, and replace what is there with this file.
// 2. Choose Run. Google asks once whether the script may create forms for you.
// 3. Open the Execution log: it has the address to send to respondents and the one to edit the form.
// 4. When everyone has answered, open the form's Responses, choose Download responses (.csv),
//    and type: chronic import EXPORT.csv responses

function buildForm() {
  const form = FormApp.create(QUESTIONS.title);
  form.setDescription(QUESTIONS.description);
  form.setProgressBar(true);
  // Each person answers once, so respondents have to be signed in. Their addresses aren't collected.
  form.setCollectEmail(false);
  form.setLimitOneResponsePerUser(true);
  QUESTIONS.about.forEach(function (question) {
    form.addTextItem().setTitle(question.title).setHelpText(question.help).setRequired(false);
  });
  QUESTIONS.ingredients.forEach(function (ingredient) {
    form.addPageBreakItem().setTitle(ingredient.title);
    ingredient.practices.forEach(function (practice) {
      form.addMultipleChoiceItem()
        .setTitle(practice.title)
        .setHelpText(practice.statement)
        .setChoiceValues(QUESTIONS.ratings)
        .setRequired(false);
      form.addParagraphTextItem().setTitle(QUESTIONS.howWeKnow).setRequired(false);
    });
  });
  Logger.log('Send this to respondents: ' + form.getPublishedUrl());
  Logger.log('Edit the form here: ' + form.getEditUrl());
}
