"""First names that tell whether "he" or "she" goes with somebody; names of both are left out."""


def gender_of(first_name: str) -> str | None:
    """Return "he" or "she" for a first name of the list, else None."""
    return _TABLE.get(first_name)


_MALE = """
Aaron Abdul Abdullah Abraham Adam Adrian Ahmad Ahmed Alan Albert Alejandro Aleksandr Alessandro
Alexander Alexei Alfonso Alfred Ali Alistair Allan Allen Alvaro Anders Andre Andreas Andrew
Andrei Andrzej Andy Angus Anthony Antonio Antony Arjun Arnold Arthur Arturo Bashar Ben Benedict
Benjamin Bernard Bernd Bill Björn Bob Boris Brad Bradley Brendan Brian Bruce Bruno Carl Carlos
Cesar Charles Charlie Chris Christian Christoph Christopher Claudio Clive Colin Craig Cyril Damian
Daniel Daniele Darren Dave David Dean Declan Dennis Derek Diego Dieter Dimitri Dmitri Dmitry
Dominic Don Donald Doug Douglas Duncan Ed Eddie Edgar Eduardo Edward Edwin Emil Emilio Emmanuel
Enrique Eric Erik Ernest Ernesto Evgeny Fabio Farouk Federico Felipe Felix Fernando Filip Finn
Florian Francesco Francis Francisco Francois François Frank Franz Fred Frederick Friedrich Gabriel
Gareth Gary Gavin Geoff Geoffrey Georg George Gerald Gerard Gerhard Giorgio Giovanni Giuseppe
Glenn Gordon Graham Greg Gregory Guido Guillermo Gustav Guy Hamid Hans Harold Harry Hasan Hassan
Hector Heinrich Helmut Henri Henrik Henry Herbert Herman Hiroshi Howard Hugh Hugo Hussein Iain Ian
Ibrahim Igor Imran Isaac Ismail Ivan Jack Jacob Jacques Jake James Jamie Jason Javier Jeff
Jeffrey Jens Jeremy Jerome Jerry Jim Jimmy Joachim Joao João Joe Joel Johan Johannes John Jon
Jonas Jonathan Jorge Jose José Josef Joseph Josh Joshua Juan Julian Jürgen Justin Kamal Karl
Keith Ken Kenneth Kenji Kevin Khalid Klaus Konstantin Kumar Kurt Kyle Lars Laurent Lawrence Lee
Leo Leon Leonard Leonid Liam Lorenzo Louis Luca Lucas Luigi Luis Luiz Lukas Luke Mahmoud Malcolm
Malik Manuel Marc Marcel Marcelo Marco Marcus Mario Mark Marko Markus Martin Massimo Mateo Matt
Matteo Matthew Matthias Maurice Maury Max Maxim Mehmet Michael Michal Michel Miguel Mikael Mike
Mikhail Milan Miloš Mohamed Mohammad Mohammed Moses Muhammad Murat Mustafa Nabil Naoki Narendra
Nathan Neil Nelson Nicholas Nick Nicolas Nigel Nikita Nikolai Nikolas Noah Noel Norman Oleg
Oleksandr Oliver Olivier Omar Oscar Oskar Osman Otto Owen Pablo Paolo Patrick Paul Pavel Pedro Per
Pete Peter
Petr Phil Philip Philippe Pierre Piotr Rafael Rahul Raj Rajesh Ralph Ramon Raul Ravi Ray Raymond
Recep Reinhard René Ricardo Richard Rick Rob Robert Roberto Roger Roland Rolf Roman Ron Ronald Rory
Ross Roy Rudolf Rupert Russell Saeed Salim Salman Sanjay Santiago Scott Sean Sebastian Sergei
Sergey Sergio Seth Shinzo Simon Stefan Stefano Stephen Stephan Steve Steven Stewart Stuart Sven
Takashi Tariq Ted Terry Theo Thomas Tim Timothy Tobias Todd Tom Tomas Tommy Tony Trevor Tristan
Umberto Vasily Victor Viktor Vincent Vincenzo Vitaly Vladimir Volodymyr Walter Warren Wayne Werner
Wilhelm Will William Wolfgang Xavier Yannis Yasser Yuri Yurii Yusuf Zoltan Barack Mitt Narayan
Hernan Jerónimo Evo Rodrigo Lionel Osama Vikram Suresh Ramesh Anil Deepak Ashok Kwame Kofi Okello
"""
_FEMALE = """
Abigail Ada Adriana Agnes Agnieszka Aisha Alejandra Alessandra Alexandra Alice Alicia Alison Amanda
Amelia Amina Amy Ana Anastasia Andrée Angela Angelica Anita Anja Ann Anna Annabel Anne Annette Annie
Antonia Aoife Audrey Barbara Beata Beatrice Beatriz Becky Belinda Bernadette Beth Betty Bianca
Birgit Bonnie Brenda Bridget Brigitte Camilla Carla Carmen Carol Carolina Caroline Cara Catherine
Cathy Cecilia Charlotte Cheryl Chiara Chloe Christina Christine Claire Clara Clare Claudia Colette
Colleen Cristina Cynthia Dagmar Daniela Danielle Daphne Deborah Debbie Denise Diana Diane Dolores
Donna Dora Dorothy Edith Eileen Elaine Elena Eleanor Elisabeth Elizabeth Ella Ellen Elsa Emily Emma
Erika Esther Eva Evelyn Fatima Fiona Florence Frances Francesca Freya Gabriela Gemma Georgia
Geraldine Gertrud Gillian Gina Giulia Gloria Grace Greta Gwen Hana Hannah Harriet Heather Heidi
Helen Helena Helga Hilary Hillary Ida Ilse Indira Ines Ingrid Irene Irina Iris Isabel
Isabella Isla Ivana Jacqueline Jana Jane Janet Janice Jasmine Jennifer Jenny Jessica Jill Jo Joan
Joanna Joanne Johanna Josephine Joyce Juanita Judith Judy Julia Juliet Julie Kamala Karen
Karin Karina Kate Katharina Katherine Kathleen Kathryn Kathy Katie Katrin Katya Keiko Kerry Kirsten
Kristalina Kristen Laila Lara Larisa Laura Lauren Leila Lena Leonora Leyla Lidia Lilian Lily Linda
Lisa Liz Lorraine Louise Lucia Lucy Ludmila Luisa Lydia Magdalena Maggie Maja Malala Mandy Manuela
Margaret Margarita Maria María Marianne Marie Marina Marion Marta Martha Martina Mary Maryam
Matilda Maureen Megan Melanie Melinda Melissa Mercedes Mia Michaela Michelle Milena Miranda Miriam
Molly Mona Monica Monika Nadia Nadine Nancy Naomi Natalia Natalie Natasha Nicola Nicole Nina Noor
Nora Olga Olivia Paloma Pamela Patricia Paula Pauline Penelope Penny Petra Philippa Phoebe Pilar
Polly Priya Rachel Rania Rebecca Regina Renata Rita Roberta Rosa Rosalind Rose Rosemary Roxana Ruth
Sabine Sally Samantha Samira Sandra Sara Sarah Shannon Sharon Sheila Shirley Silvia Sofia
Sonia Sonja Sophia Sophie Stella Stephanie Sue Susan Susanna Suzanne Svetlana Sylvia Tamara Tanja
Tanya Tatiana Teresa Theresa Tina Tracy Ursula Uta Valentina Valeria Valerie Vanessa Vera Veronica
Victoria Violet Virginia Vivian Wendy Yasmin Yolanda Yuki Yulia Yvonne Zainab Zoe
"""
_TABLE = dict.fromkeys(_MALE.split(), "he") | dict.fromkeys(_FEMALE.split(), "she")
