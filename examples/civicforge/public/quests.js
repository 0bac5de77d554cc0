fetch('/api/quests')
    .then((answer) => answer.json())
    .then(({ quests }) => {
        for (const quest of quests) {
            const item = document.createElement('li');
            item.textContent = `${quest.title} (${quest.reward})`;
            document.getElementById('quests').append(item);
        }
    });
