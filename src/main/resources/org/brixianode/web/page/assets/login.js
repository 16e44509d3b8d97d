// The login. What was asked for (#/jobs/12) stays in the fragment and is opened afterwards.
import { logIn, session } from './api.js';

const form = document.getElementById('login');
const problem = document.getElementById('problem');
const button = form.querySelector('button');

function tell(text) {
  problem.textContent = text;
  problem.hidden = !text;
}

function enter() {
  window.location.replace(`./${window.location.hash}`);
}

form.onsubmit = async event => {
  event.preventDefault();
  tell('');
  button.disabled = true;
  try {
    await logIn(form.user.value, form.password.value);
    enter();
  } catch (refused) {
    button.disabled = false;
    form.password.value = '';
    form.password.focus();
    tell(refused.message);
  }
};

try {
  if (window.sessionStorage.getItem('brixia-expired')) {
    window.sessionStorage.removeItem('brixia-expired');
    document.getElementById('told').textContent = 'Your session has ended. Log in again to continue.';
  }
} catch {
  // without storage the reason is not shown
}
form.user.focus();

// Already logged in, or no login is needed: go on.
session().then(enter, () => {});
